import { expect, it } from 'vitest'
import { draftAll } from '../../../ingest/inspect/draft.ts'
import { inspect, inspectedText } from '../../../ingest/inspect/inspect.ts'
import { nextSteps } from '../../../ingest/inspect/next-steps.ts'
import { silent } from '../../../ingest/progress.ts'
import { filesIn } from './seen-file.ts'

it('says in both languages what was found, what to look at and how to go on', async () => {
  const from = filesIn({
    'people.csv': '区,年份,常住人口\n东区,2023,100\n西区,2023,200\n',
    'variable_lookup.csv': 'variable,meaning\nA,b\nC,d\nE,f\n',
  })
  const seen = await inspect([from], silent)
  const text = inspectedText(seen)
  expect(text).toMatch(/people\.csv: 2 records, 3 columns 2 条记录，3 列/)
  expect(text).toMatch(/常住人口 +population 人口/)
  const steps = nextSteps(draftAll(seen.tables, 'mine'), 'my cities/mine', 3)
  expect(steps).toContain('Wrote 3 recipes')
  expect(steps).toContain('left out: variable_lookup.csv')
  expect(steps).toContain(`npm run city -- ingest "my cities/mine" --from ${from}`)
  expect(steps).toContain('npm run city -- quarantine mine')
  expect(steps).toMatch(/\d+ places to look at; .* 有 \d+ 处不能确定/)
})
