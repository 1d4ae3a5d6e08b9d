import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { IngestBody } from '../../api/schema/ingest.ts'
import type { ChecksBody, LoadsBody, QuarantineBody, SnapshotsBody } from '../../api/schema/lists.ts'
import { shots, withBrowser } from './visit.ts'

const { origin, visit } = withBrowser()
const read = async <T>(path: string): Promise<T> => (await (await fetch(`${origin}${path}`)).json()) as T
const whole = (n: number) => n.toLocaleString('en')
const ready = '.data-page .data-aside tbody tr'

describe.each(['zh', 'en'] as const)('the data page in %s', (lang) => {
  it.each(['light', 'dark'] as const)('in %s says what the API says, and asks nobody else', async (theme) => {
    const { page, complaints, outside } = await visit(`/data?lang=${lang}&theme=${theme}`, 1440, 900)
    await page.waitForSelector(ready)
    const loads = await read<LoadsBody>('/api/loads')
    const sum = (of: (load: LoadsBody[number]) => number) => loads.reduce((total, load) => total + of(load), 0)
    const lead = await page.innerText('.lead')
    expect(lead).toContain(whole(sum((load) => load.records ?? 0)))
    expect(lead).toContain(whole(sum((load) => load.quarantined)))

    const total = await page.locator('.data-sources .data-total td.number').allInnerTexts()
    const counts = (['records', 'loaded', 'duplicate', 'filtered', 'quarantined'] as const).map((name) =>
      whole(sum((load) => load[name] ?? 0)),
    )
    expect(total.slice(1, 6)).toEqual(counts)
    expect(await page.locator('.data-opener').count()).toBe(new Set(loads.map((load) => load.source)).size)

    const checks = await read<ChecksBody>('/api/checks')
    const shown = page.locator('.data-checks').first()
    const failed = checks.filter((check) => !check.passed)
    if (failed.length > 0) {
      expect(lead).toContain(String(failed.length))
      for (const check of failed) expect(await shown.innerText()).toContain(check.detail[lang])
    }

    const [current] = await read<SnapshotsBody>('/api/snapshots')
    expect(await page.innerText('#snapshots')).toContain(current?.id)
    await page.screenshot({ path: join(shots, `data-${theme}-${lang}.png`), fullPage: true })
    expect(complaints).toEqual([])
    expect(outside).toEqual([])
    await page.close()
  })

  it('fits a phone without scrolling sideways, opened files and all', async () => {
    const { page, complaints } = await visit(`/data?lang=${lang}&theme=light`, 390, 844)
    await page.waitForSelector(ready)
    for (const opener of await page.locator('.data-opener').all()) await opener.click()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await page.screenshot({ path: join(shots, `phone-data-${lang}.png`), fullPage: true })
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('a person who answers for the data', () => {
  it('opens a source to its files with their fingerprints', async () => {
    const loads = await read<LoadsBody>('/api/loads')
    const { page } = await visit('/data?lang=en&theme=light', 1440, 900)
    await page.getByRole('button', { name: 'Housing', exact: false }).first().click()
    const file = loads.find((load) => load.target === 'housing')
    const row = page.locator('.data-file', { hasText: file?.file ?? '' }).first()
    expect(await row.innerText()).toContain(file?.sha256.slice(0, 12))
    expect(await row.innerText()).toContain(file?.encoding)
    await page.close()
  })

  it('limits the rows set aside by source, reason and column, all in the address, and takes them along as CSV', async () => {
    const { page, complaints } = await visit('/data?lang=en&theme=light', 1440, 900)
    await page.waitForSelector(ready)
    const all = await read<QuarantineBody>('/api/quarantine?limit=1')
    const source = all.by_source[0]?.source ?? ''
    await page.locator('.data-choice select').selectOption(source)
    await page.waitForURL((url) => url.searchParams.get('source') === source)
    await page.locator('.data-quarantine .facet li button').first().click()
    await page.waitForURL((url) => url.searchParams.has('reason'))
    const reason = new URL(page.url()).searchParams.get('reason') ?? ''
    const limited = await read<QuarantineBody>(`/api/quarantine?source=${source}&reason=${reason}&limit=20`)
    await page.locator('.data-quarantine h2', { hasText: new RegExp(`^${whole(limited.total)} rows`) }).waitFor()
    const lines = await page.locator('.data-aside tbody th .note').allInnerTexts()
    expect(lines).toEqual(limited.rows.map((row) => `line ${whole(row.line)}`))
    expect(await page.locator('.data-aside code').first().innerText()).toContain(limited.rows[0]?.raw?.slice(0, 20))

    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download CSV' }).click()
    const text = readFileSync((await (await saving).path()) ?? '', 'utf8')
    expect(text.match(new RegExp(`,${reason},`, 'g'))?.length).toBe(limited.total)

    await page.goBack()
    await page.waitForURL((url) => !url.searchParams.has('reason') && url.searchParams.get('source') === source)
    expect(complaints).toEqual([])
    await page.close()
  })

  it.each([
    ['a column no file has', 'field=nothing', 'There is no column “nothing”'],
    ['a reason no row of the source has', 'source=lancheng-population&reason=point_outside', 'No row meets'],
  ])('is told of %s, and relaxes the conditions', async (_, conditions, sentence) => {
    const { page } = await visit(`/data?lang=en&theme=light&${conditions}`, 1440, 900)
    await page.locator('.data-empty').getByText(sentence).waitFor()
    await page.locator('.data-empty').getByRole('button', { name: 'Clear' }).click()
    await page.waitForSelector(ready)
    expect(new URL(page.url()).search).toBe('?lang=en&theme=light')
    await page.close()
  })

  it('follows an indicator back to its files and the version', async () => {
    const { page } = await visit('/data?lang=zh&theme=light&indicators=case_rate', 1440, 900)
    await page.waitForSelector('.lineage-step')
    const steps = await page.locator('.lineage-step h3 span:first-child').allInnerTexts()
    expect(steps).toEqual(['采', '存', '算', '管', '用'])
    const [current] = await read<SnapshotsBody>('/api/snapshots')
    const text = await page.innerText('.lineage')
    for (const part of [
      'cases_2021.csv',
      'population.csv',
      whole(current?.tables.cases ?? 0),
      current?.id ?? '',
      '10,000 × 分子 ÷ 分母',
    ])
      expect(text).toContain(part)
    await page.locator('.data-lineage select').selectOption('dwellings')
    await page.waitForURL((url) => url.searchParams.get('indicators') === 'dwellings')
    expect(await page.innerText('.lineage')).toContain('housing.csv')
    await page.close()
  })

  it('is told when the version of a link is gone, and led to the newest', async () => {
    const { page } = await visit('/data?lang=en&theme=light&v=0000000000000000', 1440, 900)
    await page.getByRole('button', { name: 'Show the newest version' }).click()
    await page.waitForSelector(ready)
    await page.close()
  })

  it('reaches every control by keyboard, with the focus in sight', async () => {
    const { page } = await visit('/data?lang=en&theme=light', 1440, 900)
    await page.waitForSelector(ready)
    const seen = new Set<string>()
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      const [name, outline] = await page.evaluate<[string, string]>(
        `[document.activeElement.textContent.trim().slice(0, 40), getComputedStyle(document.activeElement).outlineStyle]`,
      )
      expect(outline, name).toBe('solid')
      seen.add(name)
    }
    expect([...seen].join('|')).toContain('Download CSV')
    await page.close()
  })

  it('ingests again, sees how far it is, and finds the same version where nothing changed', async () => {
    const before = await read<SnapshotsBody>('/api/snapshots')
    const { page, complaints } = await visit('/data?lang=en&theme=light', 1440, 900)
    await page.waitForSelector(ready)
    await page.getByRole('button', { name: 'Ingest again' }).click()
    await page.getByRole('button', { name: 'Start' }).click()
    await page.locator('#ingest progress').waitFor()
    await page.getByText('Ingest finished').waitFor({ timeout: 150_000 })
    const job = await read<IngestBody>('/api/ingest')
    expect(job.state).toBe('done')
    expect((await read<SnapshotsBody>('/api/snapshots'))[0]?.id).toBe(before[0]?.id)
    expect(complaints).toEqual([])
    await page.close()
  })
})
