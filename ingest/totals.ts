import type { Label } from '../warehouse/catalog/types.ts'
import type { Engine } from '../warehouse/engine/engine.ts'
import type { TotalsPlan } from './cast/totals.ts'
import type { CheckRow } from './report.ts'

/** What came of setting the totals of one file beside their parts. JSON: it is kept beside the rows. */
export interface TotalsFound {
  compared: number
  /** Totals that are not the sum of their parts. */
  differing: number
  /** Totals without any part in the file. */
  alone: number
  /** The total that differs most. */
  worst: { line: number; total: number; sum: number } | null
}

const MOST_PATTERNS = 64
const ROUNDING = 1e-9
const id = (name: string) => `"${name}"`

/**
 * Compares each total of a cast table with the sum of the rows that are none. A total counts for all values of the
 * columns that call it one, and of those it leaves empty; in every other column its parts say the same.
 */
export async function compareTotals(engine: Engine, table: string, plan: TotalsPlan): Promise<TotalsFound> {
  const found: TotalsFound = { compared: 0, differing: 0, alone: 0, worst: null }
  const empty = plan.dimensions.map(({ column }, i) => `${id(column)} is null as e${i}`)
  const patterns = await engine.query({
    text: `select distinct ${['totals', ...empty].join(', ')} from ${table} where fault = 0 order by all limit ${MOST_PATTERNS}`,
  })
  for (let k = 0; k < patterns.rows; k++) {
    const bits = Number(patterns.columns.totals?.[k] ?? 0)
    const isEmpty = plan.dimensions.map((_, i) => patterns.columns[`e${i}`]?.[k] === true)
    const shared = plan.dimensions.filter((dimension, i) => (dimension.bits & bits) === 0 && !isEmpty[i])
    const same = ['totals', ...plan.dimensions.map((d, i) => `(${id(d.column)} is null) = ${isEmpty[i] ?? false}`)]
    const where = [`totals = ${bits}`, ...same.slice(1), 'fault = 0'].join(' and ')
    for (const sum of plan.sums)
      await compare(
        engine,
        table,
        sum,
        shared.map((d) => id(d.column)),
        where,
        found,
      )
  }
  return found
}

async function compare(
  engine: Engine,
  table: string,
  sum: string,
  keys: string[],
  isTotal: string,
  found: TotalsFound,
): Promise<void> {
  const parts = `select ${[...keys, `sum(${id(sum)}) as parts`].join(', ')} from ${table}
    where fault is null ${keys.length > 0 ? `group by ${keys.join(', ')}` : 'having count(*) > 0'}`
  const on = keys.length > 0 ? `using (${keys.join(', ')})` : 'on true'
  const seen = await engine.query({
    text: `with pair as (
        select t.line, t.${id(sum)} as total, p.parts, abs(t.${id(sum)} - p.parts) as apart
        from (select * from ${table} where ${isTotal}) as t left join (${parts}) as p ${on}
        where t.${id(sum)} is not null)
      select count(parts) as compared, count(*) - count(parts) as alone,
        count(*) filter (apart > ${ROUNDING} * greatest(abs(total), 1)) as differing,
        arg_max(line, apart) as line, arg_max(total, apart) as total, arg_max(parts, apart) as parts, max(apart) as apart
      from pair`,
  })
  const n = (name: string) => Number(seen.columns[name]?.[0] ?? 0)
  found.compared += n('compared')
  found.alone += n('alone')
  found.differing += n('differing')
  const apart = found.worst === null ? 0 : Math.abs(found.worst.total - found.worst.sum)
  if (n('differing') > 0 && n('apart') > apart) found.worst = { line: n('line'), total: n('total'), sum: n('parts') }
}

const shown = (n: number) => n.toLocaleString('en', { maximumFractionDigits: 6 })

/** The check of one source: do its totals equal the sums of their parts, file by file? Null without totals. */
export function totalsCheck(source: string, files: { file: string; totals: TotalsFound | null }[]): CheckRow | null {
  const compared = files.reduce((sum, { totals }) => sum + (totals?.compared ?? 0), 0)
  const differing = files.reduce((sum, { totals }) => sum + (totals?.differing ?? 0), 0)
  const alone = files.reduce((sum, { totals }) => sum + (totals?.alone ?? 0), 0)
  if (files.every(({ totals }) => totals === null)) return null
  const worst = files
    .flatMap(({ file, totals }) => (totals?.worst ? [{ file, ...totals.worst }] : []))
    .sort((a, b) => Math.abs(b.total - b.sum) - Math.abs(a.total - a.sum))[0]
  const [wrong, all, single] = [differing, compared, alone].map(shown)
  const at = worst && { ...worst, apart: shown(Math.abs(worst.total - worst.sum)), more: worst.total > worst.sum }
  const passed = differing + alone === 0
  const detail: Label = {
    zh: differing > 0 ? `${all} 个合计中有 ${wrong} 个不等于各分项之和` : `${all} 个合计都等于各分项之和`,
    en:
      differing > 0
        ? `${wrong} of ${all} totals differ from the sum of their parts`
        : `${all} totals equal the sum of their parts`,
  }
  if (at) {
    const [total, sum] = [shown(at.total), shown(at.sum)]
    detail.zh += `；相差最多的在 ${at.file} 第 ${at.line} 行：${total} 对 ${sum}，比分项${at.more ? '多' : '少'} ${at.apart}`
    detail.en += `; most in ${at.file}, line ${at.line}: ${total} against ${sum}, ${at.apart} ${at.more ? 'more' : 'less'} than its parts`
  }
  detail.zh += '。'
  detail.en += '.'
  if (alone > 0) {
    detail.zh += `另有 ${single} 个合计在文件中没有分项，未入库；请从 totals 中去掉该词。`
    detail.en += ` ${single} totals have no parts in their file and are not loaded; take their word out of \`totals\`.`
  }
  return { check_id: `totals_add_up:${source}`, severity: 'warning', passed, subject: source, detail }
}
