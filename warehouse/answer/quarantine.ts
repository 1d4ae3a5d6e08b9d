import type { Label } from '../catalog/types.ts'
import { rowsTold } from '../disclosure/gate.ts'
import type { SqlValue } from '../engine/engine.ts'
import type { Attached } from '../snapshot/types.ts'
import { readLoads } from './loads.ts'
import { unknownName } from './question-error.ts'
import { records } from './records.ts'

/** Which rows set aside are asked for. Unset: all. */
export interface QuarantineFilter {
  source?: string | undefined
  /** Load id. */
  load?: number | undefined
  reason?: string | undefined
  /** Column at fault, as the file calls it. */
  field?: string | undefined
}

export interface QuarantinedRow {
  load_id: number
  source: string
  file: string
  line: number
  field: string | null
  reason: string
  /** What the reason means. */
  label: Label
  raw: string | null
  suggestion: Label | null
}

export interface Quarantine {
  /** Rows that meet the filter. */
  total: number
  by_reason: { reason: string; label: Label; n: number }[]
  by_source: { source: string; label: Label; n: number }[]
  by_field: { field: string | null; n: number }[]
  rows: QuarantinedRow[]
}

interface Stored extends Omit<QuarantinedRow, 'source' | 'file' | 'label' | 'suggestion'> {
  suggestion_zh?: string | null
  suggestion_en?: string | null
}

type Loads = Awaited<ReturnType<typeof readLoads>>

/** The condition on table `quarantine` that a filter stands for. Errors: QuestionError for a name nothing has. */
async function conditionOf(snapshot: Attached, filter: QuarantineFilter, loads: Loads) {
  const { engine, store } = snapshot
  const terms: string[] = []
  const values: SqlValue[] = []
  const among = async (column: 'reason' | 'field', asked: string | undefined, what: Label) => {
    if (asked === undefined) return
    const text = `select distinct ${column} as name from ${engine.dialect.table(store, 'quarantine')}
      where ${column} is not null order by 1`
    const known = records<{ name: string }>(await engine.query({ text })).map(({ name }) => name)
    if (!known.includes(asked)) throw unknownName(`unknown_${column}`, column, what, asked, known)
    terms.push(`${column} = ?`)
    values.push(asked)
  }
  const { source, load } = filter
  const sources = [...new Set(loads.map((each) => each.source))]
  if (source !== undefined && !sources.includes(source))
    throw unknownName('unknown_source', 'source', { zh: '来源', en: 'source' }, source, sources)
  const ids = loads.map((each) => each.load_id)
  if (load !== undefined && !ids.includes(load))
    throw unknownName('unknown_load', 'load', { zh: '文件编号', en: 'load' }, String(load), ids.map(String))
  await among('reason', filter.reason, { zh: '原因', en: 'reason' })
  await among('field', filter.field, { zh: '列', en: 'column' })
  const chosen = loads.filter(
    (each) => (source === undefined || each.source === source) && (load === undefined || each.load_id === load),
  )
  if (chosen.length < loads.length) terms.push(`load_id in (${chosen.map((each) => each.load_id).join(', ') || '-1'})`)
  return { where: terms.length > 0 ? `where ${terms.join(' and ')}` : '', values }
}

async function reasonLabels({ engine, store }: Attached): Promise<(reason: string) => Label> {
  const text = `select value from ${engine.dialect.table(store, 'snapshot_meta')} where key = 'reasons'`
  const [found] = records<{ value: string }>(await engine.query({ text }))
  const labels = JSON.parse(found?.value ?? '{}') as Record<string, Label>
  return (reason) => labels[reason] ?? { zh: reason, en: reason }
}

/**
 * Rows set aside that meet the filter, in the order of files and lines, page by page, the raw text masked at ingest. In `standard`
 * none: the line of a row tells how many rows of its file stand before it.
 */
async function* pagesOf(
  snapshot: Attached,
  filter: QuarantineFilter,
  page: { limit: number; offset: number },
): AsyncGenerator<QuarantinedRow[]> {
  const { engine, store, catalog } = snapshot
  if (catalog.city.profile === 'standard') return
  const loads = await readLoads(snapshot)
  const byId = new Map(loads.map((load) => [load.load_id, load]))
  const { where, values } = await conditionOf(snapshot, filter, loads)
  const labelOf = await reasonLabels(snapshot)
  const text = `select * from ${engine.dialect.table(store, 'quarantine')} ${where}
    order by load_id, line, field, reason limit ? offset ?`
  for (let { offset } = page; ; offset += page.limit) {
    const found = records<Stored>(await engine.query({ text, values: [...values, page.limit, offset] }))
    if (found.length > 0) {
      yield found.map(({ suggestion_zh: zh, suggestion_en: en, ...row }) => ({
        load_id: row.load_id,
        source: byId.get(row.load_id)?.source ?? '',
        file: byId.get(row.load_id)?.file ?? '',
        line: row.line,
        field: row.field,
        reason: row.reason,
        label: labelOf(row.reason),
        raw: row.raw,
        suggestion: zh == null || en == null ? null : { zh, en },
      }))
    }
    if (found.length < page.limit) return
  }
}

const ROWS_A_PAGE = 5_000

/** Every row set aside that meets the filter, in runs of a few thousand; none in `standard`. */
export const quarantinedRows = (snapshot: Attached, filter: QuarantineFilter) =>
  pagesOf(snapshot, filter, { limit: ROWS_A_PAGE, offset: 0 })

/**
 * One page of the rows set aside that meet the filter, and how many there are by reason, source and column. In
 * `standard` the rows stay inside and are counted roughly. Errors: QuestionError for a name nothing has.
 */
export async function readQuarantine(
  snapshot: Attached,
  filter: QuarantineFilter,
  page: { limit: number; offset: number },
): Promise<Quarantine> {
  const { engine, store, catalog } = snapshot
  const told = (n: number) => (catalog.city.profile === 'standard' ? rowsTold(n) : n)
  const loads = await readLoads(snapshot)
  const { where, values } = await conditionOf(snapshot, filter, loads)
  const from = `from ${engine.dialect.table(store, 'quarantine')} ${where}`
  const count = async <T>(by: string) =>
    records<T & { n: number }>(
      await engine.query({ text: `select ${by}, count(*) as n ${from} group by 1 order by n desc, 1`, values }),
    )
  const labelOf = await reasonLabels(snapshot)
  const [reasons, fields, byLoad] = [
    await count<{ reason: string }>('reason'),
    await count<{ field: string | null }>('field'),
    await count<{ load_id: number }>('load_id'),
  ]
  const bySource = new Map<string, Quarantine['by_source'][number]>()
  for (const { source, label, load_id } of loads) {
    const n = byLoad.find((each) => each.load_id === load_id)?.n ?? 0
    if (n > 0) bySource.set(source, { source, label, n: n + (bySource.get(source)?.n ?? 0) })
  }
  const first = await pagesOf(snapshot, filter, page).next()
  return {
    total: told(byLoad.reduce((sum, { n }) => sum + n, 0)),
    by_reason: reasons.map((each) => ({ ...each, n: told(each.n), label: labelOf(each.reason) })),
    by_source: [...bySource.values()]
      .sort((a, b) => b.n - a.n || (a.source < b.source ? -1 : 1))
      .map((each) => ({ ...each, n: told(each.n) })),
    by_field: fields.map((each) => ({ ...each, n: told(each.n) })),
    rows: first.done ? [] : first.value,
  }
}
