import type { Label } from '../catalog/types.ts'
import type { Attached } from '../snapshot/types.ts'
import { records } from './records.ts'

export interface CheckResult {
  check_id: string
  severity: 'error' | 'warning' | 'note'
  passed: boolean
  /** What was checked: a table, a source or source.field; null in snapshots that did not say. */
  subject: string | null
  detail: Label
}

interface Stored extends Omit<CheckResult, 'detail'> {
  detail_zh?: string
  detail_en?: string
  /** The sentence of snapshots made before there were two. */
  detail?: string
}

/** Sentences of checks count rows; a city that publishes says but what came of them. */
const CAME_OF_IT: Record<'passed' | 'failed', Label> = {
  passed: { zh: '通过。', en: 'Passed.' },
  failed: { zh: '未通过。', en: 'Failed.' },
}

/** What the checks before publishing found: failed ones first, errors before warnings before notes. In `standard` without numbers. */
export async function readChecks({ engine, store, catalog }: Attached): Promise<CheckResult[]> {
  const table = engine.dialect.table(store, 'check_result')
  const order = `passed, case severity when 'error' then 1 when 'warning' then 2 else 3 end, check_id, rowid`
  return records<Stored>(await engine.query({ text: `select * from ${table} order by ${order}` })).map(
    ({ detail = '', detail_zh = detail, detail_en = detail, ...row }) => ({
      ...row,
      subject: row.subject ?? null,
      detail:
        catalog.city.profile === 'standard'
          ? CAME_OF_IT[row.passed ? 'passed' : 'failed']
          : { zh: detail_zh, en: detail_en },
    }),
  )
}
