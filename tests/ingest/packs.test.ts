import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkTarget } from '../../ingest/cast/targets.ts'
import { loadPack, resolveFiles } from '../../ingest/packs.ts'
import { Pack, Recipe } from '../../ingest/recipe.ts'
import { ALERT_RULES } from '../../warehouse/catalog/alert-levels.ts'
import { schemaTexts } from '../../ingest/schema.ts'
import { readYaml } from '../../ingest/yaml-file.ts'

const tiny = join(import.meta.dirname, 'tiny')
const folder = () => mkdtempSync(join(tmpdir(), 'pack-'))
const written = (text: string) => {
  const file = join(folder(), 'r.yaml')
  writeFileSync(file, text)
  return file
}

describe('a pack', () => {
  it('lists its sources with areas first', () => {
    const { sources } = loadPack(tiny, join(tiny, 'files'))
    expect(sources.map(({ recipe }) => recipe.id)).toEqual(['districts', 'cases', 'people'])
  })

  it('that does not exist gets a sentence with those that do', () => {
    expect(() => loadPack('atlantis')).toThrow(/no city pack "atlantis".*Packs that come with the program/s)
  })

  it('takes files inside its folder only', () => {
    const dir = folder()
    expect(() => resolveFiles(dir, ['../secret'])).toThrow(/leads out/)
    expect(() => resolveFiles(dir, ['/etc/passwd'])).toThrow(/leads out/)
    symlinkSync('/etc/hostname', join(dir, 'link.csv'))
    expect(() => resolveFiles(dir, ['*.csv'])).toThrow(/link that leads out/)
    expect(() => resolveFiles(dir, ['none.csv'])).toThrow(/No file "none.csv"/)
  })

  it('matches * within one folder, in order of name', () => {
    const dir = folder()
    mkdirSync(join(dir, 'sub'))
    for (const name of ['b.csv', 'a.csv', 'a.json', 'sub/c.csv']) writeFileSync(join(dir, name), '')
    expect(resolveFiles(dir, ['*.csv']).map((file) => file.slice(-5))).toEqual(['a.csv', 'b.csv'])
    expect(resolveFiles(dir, ['sub/*']).length).toBe(1)
  })
})

describe('a YAML file', () => {
  it('that breaks the schema is answered with file and field', () => {
    const recipe = readFileSync(join(tiny, 'sources/cases.yaml'), 'utf8').replace('type: integer', 'type: whole')
    expect(() => readYaml(written(recipe), Recipe)).toThrow(
      /r\.yaml does not fit its schema:\n {2}fields\.hand_offs\.type/,
    )
  })

  it('is bounded in size and aliases', () => {
    expect(() => readYaml(written(`# ${'x'.repeat(300_000)}`), Recipe)).toThrow(/at most 262144/)
    const bomb = `a: &a [1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n`
    expect(() => readYaml(written(bomb), Recipe)).toThrow(/aliases too often/)
    expect(() => readYaml(written('a: 1\na: 2\n'), Recipe)).toThrow(/not valid YAML/)
  })
})

describe('the weights of the three rates in a pack', () => {
  const pack = (weights: object) =>
    Pack.safeParse({ ...readYaml(join(tiny, 'city.yaml'), Pack), evaluation: { weights } })

  it('may leave rates out, but not all of them', () => {
    expect(pack({ response: 1, resolution: 2, satisfaction: 0 }).success).toBe(true)
    expect(pack({ response: 0, resolution: 0, satisfaction: 0 }).error?.issues[0]?.path).toEqual([
      'evaluation',
      'weights',
    ])
    expect(pack({ response: 1, resolution: 2 }).success).toBe(false)
  })
})

describe('the levels of alerts in a pack', () => {
  const fault = (alerts: object) =>
    Pack.safeParse({ ...readYaml(join(tiny, 'city.yaml'), Pack), alerts }).error?.issues[0]?.path.join('.')

  it('ask the more of a rise the more urgent they are', () => {
    const { most_false, least_excess } = ALERT_RULES
    expect(fault(ALERT_RULES)).toBeUndefined()
    expect(fault({ most_false: { ...most_false, red: 0.2 }, least_excess })).toBe('alerts.most_false')
    expect(fault({ most_false, least_excess: { orange: 12, red: 10 } })).toBe('alerts.least_excess')
    expect(fault({ most_false })).toBe('alerts.least_excess')
  })
})

describe('a recipe', () => {
  const base = { id: 'r', label: { zh: '表', en: 'T' }, publisher: 'p', licence: 'l', target: 'cases' }
  const opened_at = { from: 'o', type: 'time' }

  it('fills columns the table has, and those it needs', () => {
    expect(() => checkTarget(Recipe.parse({ ...base, fields: { opened_at, phone: {} } }), 'cases')).toThrow(
      /no such column/,
    )
    expect(() => checkTarget(Recipe.parse({ ...base, fields: {} }), 'cases')).toThrow(/needs the field opened_at/)
  })

  it('cannot store a column it calls personal', () => {
    const recipe = { ...base, personal: { tel: 'drop' }, fields: { opened_at, repeat_of: { from: 'tel' } } }
    expect(() => checkTarget(Recipe.parse(recipe), 'cases')).toThrow(/tel is personal/)
  })
})

describe('the JSON Schema for editors', () => {
  it.each(Object.entries(schemaTexts()))('%s is current; run `npm run city -- schema`', (name, text) => {
    expect(readFileSync(join(import.meta.dirname, '../../ingest', name), 'utf8')).toBe(text)
  })
})
