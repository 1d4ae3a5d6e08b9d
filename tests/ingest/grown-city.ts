import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { silent } from '../../ingest/progress.ts'
import type { StepId } from '../../ingest/steps.ts'
import { caseLines, tablesOf, tinyCity } from './tiny-city.ts'

export type City = ReturnType<typeof tinyCity>

/** The case files of a city on one day: for each file, which lines of the tiny city it holds; none: no file. */
export type Day = number[][]

/** Ingests, and tells which files were parsed. */
export async function again(city: City) {
  const parsed: string[] = []
  const progress = {
    ...silent,
    step: (step: StepId, file = '') => void (['load', 'read'].includes(step) && parsed.push(file)),
  }
  return { ...(await ingest({ ...city, progress })), parsed: parsed.sort() }
}

export function lay(city: City, day: Day): void {
  const { header, lines } = caseLines()
  for (const name of readdirSync(city.from)) if (name.startsWith('cases')) rmSync(join(city.from, name))
  for (const [i, places] of day.entries()) {
    const text = [header, ...places.map((place) => lines[place] ?? ''), ''].join('\n')
    if (places.length > 0) writeFileSync(join(city.from, `cases_${i}.csv`), text)
  }
}

export const staged = (city: City) => readdirSync(join(city.data, 'tinyville/staged')).sort()

/** Holds what a city has become against one whose only ingest is that of the same files. */
export async function expectAsFresh(grown: City, snapshot: string, day: Day): Promise<void> {
  const fresh = tinyCity()
  lay(fresh, day)
  const full = await ingest(fresh)
  expect(snapshot).toBe(full.snapshot)
  expect(await tablesOf(grown.data, snapshot)).toEqual(await tablesOf(fresh.data, full.snapshot))
  expect(staged(grown)).toEqual(staged(fresh))
}
