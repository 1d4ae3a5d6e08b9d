import type { Label } from '../../warehouse/catalog/types.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { insertRows } from '../../warehouse/model/insert-rows.ts'
import { checkAreaSums } from '../checks/area-sums.ts'
import { daysWithoutCases } from '../checks/days.ts'
import type { PackCheck } from '../checks/declared.ts'
import { checkReferences } from '../checks/references.ts'
import { type CheckedAgainst, checkSource, type SourceRows } from '../checks/rows.ts'
import { checkThresholds } from '../checks/thresholds.ts'
import { row } from '../checks/words.ts'
import type { CheckRow, FileReport } from '../report.ts'

interface Query {
  id: string
  subject: string
  severity: CheckRow['severity']
  /** Counts what contradicts the check. */
  count: string
  /** A cheaper statement that gives 0 only where `count` does; null where there is none. */
  proof?: (sources: SourceRows[]) => string | null
  says: (n: number) => Label
  holds: Label
}

/** Settled by number, the cases of one source have a row a number; what is left to see is that no more rows are stored. */
function settledCases(sources: SourceRows[]): string | null {
  const [only, ...others] = sources.filter(({ recipe }) => recipe.target === 'cases')
  if (!only || others.length > 0) return null
  const { key, fields, unpivot } = only.recipe
  const isKey = key.join() === 'case_id' && fields.case_id?.required === true && unpivot === undefined
  return isKey ? `select abs(count(*) - ${only.loaded}) as n from cases` : null
}

const QUERIES: Query[] = [
  {
    id: 'case_id_unique',
    subject: 'cases.case_id',
    severity: 'warning',
    count: 'select count(*) - count(distinct case_id) as n from cases',
    proof: settledCases,
    says: (n) => ({
      zh: `${n} 件案件与其他案件编号相同；请在配方中写明 key。`,
      en: `${n} cases share a number with another case; state \`key\` in the recipe.`,
    }),
    holds: { zh: '案件编号无重复。', en: 'No two cases share a number.' },
  },
  {
    id: 'no_negative_counts',
    subject: 'population, housing',
    severity: 'error',
    count: `select (select count(*) from population where n < 0) +
      (select count(*) from housing where dwellings < 0 or vacant < 0 or households < 0) as n`,
    says: (n) => ({
      zh: `${n} 个人口或住房数小于零；请给该字段加上 min: 0。`,
      en: `${n} counts of people or dwellings are below zero; add \`min: 0\` to the field.`,
    }),
    holds: { zh: '人口与住房数均不小于零。', en: 'No count of people or dwellings is below zero.' },
  },
  {
    id: 'vacant_within_dwellings',
    subject: 'housing.vacant',
    severity: 'warning',
    count: 'select count(*) as n from housing where vacant > dwellings',
    says: (n) => ({
      zh: `${n} 个区域的空置住房多于住房总数。`,
      en: `${n} areas have more vacant dwellings than dwellings.`,
    }),
    holds: { zh: '空置住房不多于住房总数。', en: 'Nowhere are more dwellings vacant than there are.' },
  },
  {
    id: 'areas_have_geometry',
    subject: 'area.geometry',
    severity: 'note',
    count: 'select count(*) as n from area where geometry is null',
    says: (n) => ({
      zh: `${n} 个区域只见于表格，没有边界，地图上不绘制。`,
      en: `${n} areas are known by table only and are not drawn.`,
    }),
    holds: { zh: '每个区域都有边界。', en: 'Every area has a boundary.' },
  },
  {
    id: 'cases_have_area',
    subject: 'cases.area_id',
    severity: 'note',
    count: 'select count(*) as n from cases where area_id is null',
    says: (n) => ({
      zh: `${n} 件案件没有区域，只计入全市。`,
      en: `${n} cases have no area; they count for the whole city only.`,
    }),
    holds: { zh: '每件案件都有区域。', en: 'Every case has an area.' },
  },
  {
    id: 'closed_after_opened',
    subject: 'cases.closed_at',
    severity: 'note',
    count: 'select count(*) as n from cases where flags & 1 = 1',
    says: (n) => ({
      zh: `${n} 件案件的办结早于受理，不计入任何用时。`,
      en: `${n} cases were closed before they were opened; they are kept out of every duration.`,
    }),
    holds: { zh: '没有案件的办结早于受理。', en: 'No case was closed before it was opened.' },
  },
  {
    id: 'steps_in_order',
    subject: 'cases',
    severity: 'note',
    count: 'select count(*) as n from cases where flags & 2 = 2',
    says: (n) => ({
      zh: `${n} 件案件有其他环节早于其前一环节。`,
      en: `${n} cases have another step that stands before the one it follows.`,
    }),
    holds: { zh: '各环节的先后没有颠倒。', en: 'The steps of every case stand in order.' },
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
  const records = files.reduce((sum, file) => sum + file.records, 0)
  const detail =
    wrong.length === 0
      ? {
          zh: `${files.length} 个文件的 ${records} 条记录全部有下落。`,
          en: `Every one of ${records} records in ${files.length} files is accounted for.`,
        }
      : { zh: `以下文件的记录数对不上：${names}。`, en: `Records do not add up in ${names}.` }
  return { check_id: 'rows_add_up', severity: 'error', passed: wrong.length === 0, subject: 'load', detail }
}

export interface ChecksInput {
  engine: Engine
  /** `files[i]` is load i + 1. */
  files: FileReport[]
  /** What was found before the store was filled. */
  found: CheckRow[]
  sources: SourceRows[]
  /** Checks of the pack. */
  declared: PackCheck[]
  against: CheckedAgainst
  /** Errors are accepted: they become warnings that say so. What the program itself got wrong is never accepted. */
  accept: boolean
}

/** Runs the checks over a filled store, writes `check_result` and returns it. Errors: IngestError for one that cannot be. */
export async function runChecks(input: ChecksInput): Promise<CheckRow[]> {
  const { engine, files, sources } = input
  const sure = await identity(engine, files)
  const rows: CheckRow[] = []
  const counted = async (text: string) => Number((await engine.query({ text })).columns.n?.[0] ?? 0)
  for (const { id, subject, severity, count, proof, says, holds } of QUERIES) {
    const shorter = proof?.(sources) ?? null
    const n = shorter !== null && (await counted(shorter)) === 0 ? 0 : await counted(count)
    rows.push({ check_id: id, severity, passed: n === 0, subject, detail: n === 0 ? holds : says(n) })
  }
  rows.push(...(await checkReferences(engine)), ...(await checkAreaSums(engine, input.declared)), ...input.found)
  rows.push(row('days_have_cases', 'note', 'cases.opened_at', await daysWithoutCases(engine, 'cases as r', 0)))
  for (const source of sources) {
    const own = files.filter((file) => file.source === source.recipe.id)
    rows.push(...checkThresholds(source.recipe, own), ...(await checkSource(engine, source, input.against)))
  }
  const judged = [sure, ...(input.accept ? rows.map(accepted) : rows)]
  await writeChecks(engine, judged)
  return judged
}

function accepted(check: CheckRow): CheckRow {
  if (check.passed || check.severity !== 'error') return check
  const { zh, en } = check.detail
  const detail = { zh: `${zh}已在命令行用 --accept 接受。`, en: `${en} Accepted on the command line with --accept.` }
  return { ...check, severity: 'warning', detail }
}

async function writeChecks(engine: Engine, rows: CheckRow[]): Promise<void> {
  const columns = ['check_id', 'severity', 'passed', 'subject', 'detail_zh', 'detail_en']
  await insertRows(
    engine,
    'check_result',
    columns,
    rows.map(({ detail, ...row }) => ({ ...row, detail_zh: detail.zh, detail_en: detail.en })),
  )
}
