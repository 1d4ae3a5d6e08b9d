import { expect } from 'vitest'
import { IngestError } from '../../../ingest/ingest-error.ts'
import { expect as expected } from './expected.ts'
import type { Mutated } from './mutate.ts'
import { type Staging, STORED } from './stage.ts'

export type Ending = 'loaded' | 'quarantined' | 'refused'

/** A sentence for people: names the file, ends as one, and shows nothing of the inside. */
function expectSentence(error: IngestError, name: string): void {
  expect(error.message).toContain(name)
  expect(error.message).toMatch(/^[^\s].{20,}[.。]$/su)
  expect(error.message).not.toContain('Please report')
  expect(error.message).not.toMatch(/undefined|NaN|\[object|Error:|\bat .*\.ts\b/)
}

/** Stages a mutated file and holds what comes out against an independent reading of it. */
export async function judge(staging: Staging, file: Mutated): Promise<Ending> {
  const name = `${file.kind}-${file.seed}.csv`
  const ended = await staging.stage(name, file.bytes).catch((cause: unknown) => cause)
  if (ended instanceof IngestError) {
    expectSentence(ended, name)
    return 'refused'
  }
  if (ended instanceof Error) throw new Error(`${name} ends in no sentence: ${ended.message}`, { cause: ended })
  const { outcome, rows, raws } = ended as Awaited<ReturnType<Staging['stage']>>
  const truth = expected(file)
  expect(truth, `${name} was loaded, but is in no encoding`).not.toBeNull()
  const sound = rows.filter((row) => row.isSound)
  expect(outcome.records, `${name}: records`).toBe(truth?.records)
  expect(outcome.records).toBe(sound.length + outcome.quarantined + outcome.filtered)
  expect(outcome.quarantined, `${name}: rows in quarantine`).toBe(raws.length)
  expect(
    rows.map((row) => row.line).sort((a, b) => a - b),
    `${name}: lines`,
  ).toEqual(Array.from(truth?.sound.keys() ?? []))
  for (const row of sound) {
    const values = truth?.sound.get(row.line)
    for (const [field, column] of STORED) {
      if (values && column in values)
        expect(row.text[field] ?? '', `${name}:${row.line} ${field}`).toBe(values[column]?.trim())
    }
  }
  const stored = [...raws, ...rows.flatMap((row) => Object.values(row.text))].join('\n')
  expect(stored, `${name}: stored text`).not.toMatch(/[\0\uFFFD\uFEFF]|\p{Cs}/u)
  return outcome.quarantined > 0 ? 'quarantined' : 'loaded'
}
