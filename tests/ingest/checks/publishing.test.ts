import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ingest } from '../../../ingest/pipeline.ts'
import { caseLines, rowsOf, tinyCity } from '../tiny-city.ts'

type City = ReturnType<typeof tinyCity>

function edit(city: City, file: string, from: string, to: string): void {
  const path = join(city.pack, file)
  const text = readFileSync(path, 'utf8')
  expect(text).toContain(from)
  writeFileSync(path, text.replace(from, to))
}
const declare = (city: City, check: string) =>
  edit(city, 'sources/cases.yaml', 'personal:', `checks: [${check}]\npersonal:`)
const results = (city: City, snapshot: string, id: string) =>
  rowsOf(city.data, snapshot, `select severity, passed, subject, detail_en from @check_result where check_id = '${id}'`)

describe('publishing', () => {
  it('stops when a file has more bad rows than its recipe allows, and says which, how many and why', async () => {
    const city = tinyCity()
    edit(city, 'sources/cases.yaml', 'bad: { most: 1 }', 'bad: { most: 0.02 }')
    await expect(ingest(city)).rejects.toThrow(
      /bad_rows \(cases\): cases_a\.csv: 9 of 14 records \(64\.3 %\) are set aside, 2 % are allowed; mainly 1 × /,
    )
    expect(existsSync(join(city.data, 'tinyville/CURRENT'))).toBe(false)
    const { snapshot, checks } = await ingest({ ...city, accept: true })
    const [severity, passed, , detail] =
      (await results(city, snapshot, 'bad_rows')).find((row) => row[2] === 'cases') ?? []
    expect([severity, passed]).toEqual(['warning', false])
    expect(detail).toMatch(/64\.3 %.*Accepted on the command line with --accept\.$/)
    expect(checks.every((check) => check.passed || check.severity !== 'error')).toBe(true)
  })

  it('stops for a declared check and leaves the snapshot before; a warning is kept with the snapshot', async () => {
    const city = tinyCity()
    const first = await ingest(city)
    declare(city, '{ check: accepted, field: category, values: [noise] }')
    await expect(ingest(city)).rejects.toThrow(/accepted \(cases\.category\): 1 rows have a category.*“roads” × 1/)
    expect(readFileSync(join(city.data, 'tinyville/CURRENT'), 'utf8').trim()).toBe(first.snapshot)
    edit(city, 'sources/cases.yaml', 'values: [noise]', 'values: [noise], severity: warning')
    const { snapshot } = await ingest(city)
    expect(await results(city, snapshot, 'accepted')).toEqual([
      ['warning', false, 'cases.category', '1 rows have a category that is not accepted: “roads” × 1.'],
    ])
  })

  it('compares the rows of a source with those of the snapshot before', async () => {
    const city = tinyCity()
    declare(city, '{ check: drift, most: 0.3 }')
    const first = await ingest(city)
    expect((await results(city, first.snapshot, 'drift'))[0]?.[3]).toBe('4 rows; no snapshot before to compare with.')
    const { header, lines } = caseLines()
    writeFileSync(join(city.from, 'cases_a.csv'), [header, ...lines.slice(0, 2), ''].join('\n'))
    await expect(ingest(city)).rejects.toThrow(
      /drift \(cases\): 2 rows, 4 in the snapshot before \(−50 %\); ±30 % is allowed/,
    )
  })

  it('refuses a check that names nothing', async () => {
    const city = tinyCity()
    declare(city, '{ check: unique, fields: [moon] }')
    await expect(ingest(city)).rejects.toThrow(/Recipe cases, checks: "moon" is no field of cases/)
  })
})
