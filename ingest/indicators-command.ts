import { writeFileSync } from 'node:fs'
import { codebookOf, codebookText } from '../warehouse/catalog/codebook.ts'
import { INDICATORS } from '../warehouse/catalog/index.ts'
import type { CommandOptions } from './commands.ts'
import { findPack } from './packs.ts'
import { packIndicators } from './store/meta.ts'

/** `city indicators [PACK]`: what every indicator is, those of the pack after the program's own. */
export function runIndicators([pack]: string[], { json }: CommandOptions): Promise<void> {
  const entries = codebookOf([...INDICATORS, ...(pack === undefined ? [] : packIndicators(findPack(pack)))])
  const text = json === undefined ? codebookText(entries) : JSON.stringify(entries, null, 2)
  if (json === undefined || json === '-') process.stdout.write(`${text}\n`)
  else writeFileSync(json, `${text}\n`)
  return Promise.resolve()
}
