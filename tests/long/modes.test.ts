import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ingest } from '../../ingest/pipeline.ts'
import { rowsOf, tablesOf, tinyCity } from '../ingest/tiny-city.ts'

const root = resolve(import.meta.dirname, '../..')
type City = ReturnType<typeof tinyCity>

/** The tiny city with case files and a recipe of cases of one's own. */
function cityWith(files: Record<string, string[]>, change: (recipe: string) => string = (recipe) => recipe): City {
  const city = tinyCity()
  const recipe = join(city.pack, 'sources/cases.yaml')
  writeFileSync(recipe, change(readFileSync(recipe, 'utf8')))
  rmSync(join(city.from, 'cases_a.csv'))
  for (const [name, lines] of Object.entries(files)) writeFileSync(join(city.from, name), `${lines.join('\n')}\n`)
  return city
}

const HEAD = 'id,opened,closed,verified,kind,happy,hops,x,y,area,phone,name'
const line = (id: string, day: string, hops: number, verified = '') =>
  `${id},2026-${day} 08:00:00,,${verified && `2026-${verified} 08:00:00`},噪声,,${hops},120.05,29.05,01,,`

async function hops(city: City) {
  const report = await ingest(city)
  const sql = 'select case_id, hand_offs from @cases order by case_id, hand_offs'
  for (const file of report.files)
    expect(file.records).toBe(file.filtered + file.loaded + file.duplicate + file.quarantined)
  return { ...report, cases: await rowsOf(city.data, report.snapshot, sql) }
}

const append = (recipe: string) => recipe.replace('key: [case_id]\nas_of: verified_at\n', '')
const monthly = (pattern: string) => (recipe: string) =>
  recipe.replace(
    'key: [case_id]\nas_of: verified_at\n',
    `replace: { by: opened_at, period: month, file_date: '${pattern}' }\n`,
  )

describe('a recipe without a key', () => {
  it('appends: every row of every file stays', async () => {
    const city = cityWith(
      {
        'cases_1.csv': [HEAD, line('A', '03-01', 1)],
        'cases_2.csv': [HEAD, line('A', '03-01', 1), line('B', '03-01', 2)],
      },
      append,
    )
    expect((await hops(city)).cases.map(([id]) => id)).toEqual(['A', 'A', 'B'])
  })
})

describe('a recipe with a key and as_of', () => {
  it('keeps of each key the row with the largest as_of, whichever file holds it and whichever came first', async () => {
    const old = [HEAD, line('A', '03-01', 1, '03-05'), line('B', '03-01', 1)]
    const later = [HEAD, line('A', '03-01', 2, '03-04'), line('B', '03-01', 2, '03-02'), line('C', '03-02', 2)]
    const want = [
      ['A', 1],
      ['B', 2],
      ['C', 2],
    ]
    const stepwise = cityWith({ 'cases_1.csv': later })
    await ingest(stepwise)
    writeFileSync(join(stepwise.from, 'cases_2.csv'), `${old.join('\n')}\n`)
    const swapped = cityWith({ 'cases_1.csv': old, 'cases_2.csv': later })
    const [a, b] = [await hops(stepwise), await hops(swapped)]
    expect([a.cases, b.cases]).toEqual([want, want])
    expect(a.snapshot).toBe(b.snapshot)
  })
})

describe('a recipe that replaces periods', () => {
  const march = [HEAD, line('A', '03-01', 1), line('B', '03-31', 1), line('X', '02-27', 1)]
  const newer = [HEAD, line('A', '03-01', 2), line('C', '03-15', 2)]

  it('lets the newer file tell the whole month anew, by the date in its name, and leaves other months alone', async () => {
    const city = cityWith(
      { 'cases_2026-04-01.csv': march, 'cases_2026-04-02.csv': newer },
      monthly(String.raw`_(\d{4}-\d\d-\d\d)`),
    )
    const report = await hops(city)
    expect(report.cases).toEqual([
      ['A', 2],
      ['C', 2],
      ['X', 1],
    ])
    const counts = report.files.filter((f) => f.source === 'cases').sort((a, b) => (a.file < b.file ? -1 : 1))
    expect(counts.map((f) => [f.loaded, f.duplicate])).toEqual([
      [1, 2],
      [2, 0],
    ])
    const reversed = cityWith(
      { 'cases_2026-04-02.csv': march, 'cases_2026-04-01.csv': newer },
      monthly(String.raw`_(\d{4}-\d\d-\d\d)`),
    )
    const other = await hops(reversed)
    expect(other.cases).toEqual([
      ['A', 1],
      ['B', 1],
      ['X', 1],
    ])
    expect(other.snapshot).not.toBe(report.snapshot)
  })

  it('takes files of one date for parts of one edition, and bytes published again for as new as their last date', async () => {
    const city = cityWith(
      {
        'cases_20260401_a.csv': march,
        'cases_20260402_b.csv': newer,
        'cases_20260403_a.csv': march,
        'cases_20260403_c.csv': [HEAD, line('D', '03-09', 3)],
      },
      monthly(String.raw`_(\d{8})_`),
    )
    expect((await hops(city)).cases.map(([id]) => id)).toEqual(['A', 'B', 'D', 'X'])
  })

  it('goes by the largest as_of of a file where no date is in the name, and keeps the key within the rows that stay', async () => {
    const city = cityWith(
      {
        'cases_1.csv': [HEAD, line('A', '03-01', 1, '03-20'), line('B', '03-02', 1), line('B', '03-02', 5, '03-19')],
        'cases_2.csv': [HEAD, line('A', '03-01', 2, '03-18'), line('E', '03-03', 2), line('F', '04-03', 2)],
      },
      (recipe) =>
        recipe.replace('as_of: verified_at\n', 'as_of: verified_at\nreplace: { by: opened_at, period: month }\n'),
    )
    expect((await hops(city)).cases).toEqual([
      ['A', 1],
      ['B', 5],
      ['F', 2],
    ])
  })

  it('replaces years of a wide table column by column', async () => {
    const city = tinyCity()
    const recipe = join(city.pack, 'sources/people.yaml')
    writeFileSync(
      recipe,
      readFileSync(recipe, 'utf8')
        .replace(/^unpivot.*$/m, () => String.raw`unpivot: { columns: '^(?<y>\d{4})$', value: people }`)
        .replace(/^key.*$/m, () => String.raw`replace: { by: year, period: year, file_date: '(\d{4})' }`)
        .replace(
          /^fields:[\s\S]*$/m,
          'fields:\n  year: { from: y, type: year }\n  n: { from: people, type: integer }\n',
        ),
    )
    rmSync(join(city.from, 'people.csv'))
    const yaml = readFileSync(join(city.pack, 'city.yaml'), 'utf8')
    writeFileSync(join(city.pack, 'city.yaml'), yaml.replace('[people.csv]', "['people_*.csv']"))
    writeFileSync(join(city.from, 'people_2024.csv'), 'code,2023,2024\n01,10,20\n02,11,21\n')
    writeFileSync(join(city.from, 'people_2025.csv'), 'code,2024,2025\n01,22,30\n')
    const report = await ingest(city)
    const sql = 'select area_id, year, n from @population order by year, area_id'
    expect(await rowsOf(city.data, report.snapshot, sql)).toEqual([
      [1, 2023, 10],
      [2, 2023, 11],
      [1, 2024, 22],
      [1, 2025, 30],
    ])
    for (const file of report.files) expect(file.rows_in).toBe(file.loaded + file.duplicate + file.quarantined)
  })

  it('refuses, with a sentence, what cannot tell which file is newer', async () => {
    const files = { 'cases_march.csv': march }
    const without = (recipe: string) =>
      recipe.replace('as_of: verified_at\n', 'replace: { by: opened_at, period: month }\n')
    await expect(ingest(cityWith(files, without))).rejects.toThrow(/nothing says which is newer.*file_date/)
    await expect(ingest(cityWith(files, monthly(String.raw`(\d{4})`)))).rejects.toThrow(
      /cases_march\.csv: replace\.file_date .* finds no date/,
    )
    const wrong = (recipe: string) => monthly('x')(recipe).replace('by: opened_at', 'by: hand_offs')
    await expect(ingest(cityWith(files, wrong))).rejects.toThrow(/"hand_offs" is no field that tells the month/)
  })
})

describe('files of several years', () => {
  it('are joined by the names of their columns: a column that a year lacks is null there, an extra one is passed over', async () => {
    const city = cityWith({
      'cases_2024.csv': ['_id,opened,id,kind,area', '7,2024-05-01 08:00:00,A,噪声,01'],
      'cases_2025.csv': ['area,id,kind,opened,hops,closed', '02,B,道路,2025-05-01 08:00:00,3,2025-05-01 10:00:00'],
    })
    const { snapshot } = await ingest(city)
    const sql = 'select case_id, hand_offs, duration_h, lon from @cases order by case_id'
    expect(await rowsOf(city.data, snapshot, sql)).toEqual([
      ['A', null, null, null],
      ['B', 3, 2, null],
    ])
  })
})

describe('two ingests at once', () => {
  const children: ReturnType<typeof spawn>[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  function start(city: City) {
    const args = ['--import', 'tsx', 'ingest/cli.ts', 'ingest', city.pack, '--from', city.from, '--data', city.data]
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    children.push(child)
    let said = ''
    child.stdout.on('data', (part: Buffer) => (said += part.toString()))
    child.stderr.on('data', (part: Buffer) => (said += part.toString()))
    return new Promise<{ code: number | null; said: string }>((done) =>
      child.once('close', (code) => done({ code, said })),
    )
  }

  it('publish one snapshot: one does the work, the others wait and find nothing new', async () => {
    const city = tinyCity()
    const ended = await Promise.all([start(city), start(city), start(city)])
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
    const said = ended.map((one) => one.said)
    expect(said.filter((text) => text.includes('Published snapshot'))).toHaveLength(1)
    expect(said.filter((text) => text.includes('Nothing new'))).toHaveLength(2)
    expect(said.filter((text) => text.includes('Waiting for another ingest')).length).toBeGreaterThan(0)
  })

  it('refuse within one process when one does not wait', async () => {
    const city = tinyCity()
    let first: ReturnType<typeof ingest> | undefined
    await new Promise<void>((started) => {
      first = ingest({ ...city, onStep: () => started() })
    })
    await expect(ingest({ ...city, waitSeconds: 0 })).rejects.toThrow('Another process is ingesting')
    const report = await first
    expect(report?.outcome).toBe('published')
    expect(Object.keys(await tablesOf(city.data, report?.snapshot ?? ''))).toContain('cases')
  })
})
