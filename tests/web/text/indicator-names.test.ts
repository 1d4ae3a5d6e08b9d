import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'

const web = resolve(import.meta.dirname, '../../../web')
const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

/** Words of a language of their own, which an indicator's name merely happens to be. */
const PLAIN = ['case_count', 'open_backlog', 'reopened_rate', 'residents', 'closed_within_minutes']

it('no page writes the name of an indicator itself: all take it from its record', () => {
  expect(sources.length).toBeGreaterThan(100)
  const names = INDICATORS.filter(({ id }) => !PLAIN.includes(id)).flatMap(({ label }) => [label.zh, label.en])
  const written = sources.flatMap((name) => {
    const text = readFileSync(join(web, name), 'utf8')
    return names.filter((each) => text.includes(`'${each}'`)).map((each) => `${name}: ${each}`)
  })
  // The head of the table of offices says which of the three rates a column is.
  expect(written).toEqual(['views/loop-offices-model.ts: 响应率'])
})
