import { writeFileSync } from 'node:fs'
import { codebookOf, codebookText } from '../warehouse/catalog/codebook.ts'
import { INDICATORS } from '../warehouse/catalog/index.ts'
import { riskEntry } from '../warehouse/catalog/risk-codebook.ts'
import { RISK_INDEX } from '../warehouse/catalog/risk-index.ts'
import type { CommandOptions } from './commands.ts'
import { findPack, readPack } from './packs.ts'
import { packIndicators } from './store/meta.ts'

/** `city indicators [PACK]`: what every indicator is, those of the pack after the program's own. */
export function runIndicators([pack]: string[], { json }: CommandOptions): Promise<void> {
  const folder = pack === undefined ? null : findPack(pack)
  const known = [...INDICATORS, ...(folder === null ? [] : packIndicators(folder))]
  const risk = (folder === null ? undefined : readPack(folder).risk) ?? RISK_INDEX
  const entries = [...codebookOf(known), riskEntry(risk, known)]
  const text = json === undefined ? codebookText(entries) : JSON.stringify(entries, null, 2)
  if (json === undefined || json === '-') process.stdout.write(`${text}\n`)
  else writeFileSync(json, `${text}\n`)
  return Promise.resolve()
}
