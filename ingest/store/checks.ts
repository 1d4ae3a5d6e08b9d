import type { Engine } from '../../warehouse/engine/engine.ts'
import { insertRows } from '../insert-rows.ts'
import type { CheckRow, FileReport } from '../report.ts'

interface Query {
  id: string
  severity: CheckRow['severity']
  /** Counts what contradicts the check. */
  count: string
  says: (n: number) => string
}

const QUERIES: Query[] = [
  {
    id: 'case_id_unique',
    severity: 'warning',
    count: 'select count(*) - count(distinct case_id) as n from cases',
    says: (n) => `${n} cases share a number with another case; state \`key\` in the recipe.`,
  },
  {
    id: 'no_negative_counts',
    severity: 'error',
    count: `select (select count(*) from population where n < 0) +
      (select count(*) from housing where dwellings < 0 or vacant < 0 or households < 0) as n`,
    says: (n) => `${n} counts of people or dwellings are below zero; add \`min: 0\` to the field.`,
  },
  {
    id: 'vacant_within_dwellings',
    severity: 'warning',
    count: 'select count(*) as n from housing where vacant > dwellings',
    says: (n) => `${n} areas have more vacant dwellings than dwellings.`,
  },
  {
    id: 'areas_have_geometry',
    severity: 'note',
    count: 'select count(*) as n from area where geometry is null',
    says: (n) => `${n} areas are known by table only and are not drawn.`,
  },
  {
    id: 'cases_have_area',
    severity: 'note',
    count: 'select count(*) as n from cases where area_id is null',
    says: (n) => `${n} cases have no area; they count for the whole city only.`,
  },
  {
    id: 'closed_after_opened',
    severity: 'note',
    count: 'select count(*) as n from cases where flags & 1 = 1',
    says: (n) => `${n} cases were closed before they were opened; they are kept out of every duration.`,
  },
  {
    id: 'steps_in_order',
    severity: 'note',
    count: 'select count(*) as n from cases where flags & 2 = 2',
    says: (n) => `${n} cases have another step that stands before the one it follows.`,
  },
]

/** records = filtered + loaded + duplicate + quarantined, the right side counted in the store. */
async function identity(engine: Engine, files: FileReport[]): Promise<CheckRow> {
  const set = await engine.query({ text: 'select load_id, count(*) as n from quarantine group by load_id' })
  const ids = Array.from(set.columns.load_id ?? [], Number)
  const quarantined = new Map(ids.map((id, i) => [id, Number(set.columns.n?.[i] ?? 0)]))
  const wrong = files.filter((file, i) => {
    const parts = file.filtered + file.loaded + file.duplicate + (quarantined.get(i + 1) ?? 0)
    return file.records !== parts || file.loaded < 0
  })
  const names = wrong.map((file) => file.file).join(', ')
  const detail = wrong.length === 0 ? 'every record is accounted for' : `records do not add up in ${names}`
  return { check_id: 'rows_add_up', severity: 'error', passed: wrong.length === 0, detail }
}

/** Runs the checks over a filled store, writes `check_result` and returns it. `files[i]` is load i + 1. */
export async function runChecks(engine: Engine, files: FileReport[]): Promise<CheckRow[]> {
  const rows = [await identity(engine, files)]
  for (const { id, severity, count, says } of QUERIES) {
    const n = Number((await engine.query({ text: count })).columns.n?.[0] ?? 0)
    rows.push({ check_id: id, severity, passed: n === 0, detail: n === 0 ? 'holds' : says(n) })
  }
  await insertRows(
    engine,
    'check_result',
    ['check_id', 'severity', 'passed', 'detail'],
    rows.map((row) => ({ ...row })),
  )
  return rows
}
