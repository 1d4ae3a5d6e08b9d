import type { Alert, AlertsBody } from '../../api/schema/alerts.ts'
import type { AuditBody, HotSpotsBody } from '../../api/schema/hot-spots.ts'
import { ALERT_LEVELS, type AlertLevel } from '../../warehouse/catalog/alert-levels.ts'
import type { Language } from '../text/language.ts'
import { formatDay } from '../text/dates.ts'
import { formatNumber } from '../text/numbers.ts'

/** A share as a percentage; a dash where there is nothing to share. */
export function shareOf(part: number, whole: number, language: Language): string {
  if (whole === 0) return '–'
  return `${formatNumber((100 * part) / whole)}${language === 'zh' ? '%' : ' %'}`
}

/** Alerts of each level, the most urgent first; levels without any are left out. */
export function countByLevel(alerts: readonly Pick<Alert, 'level'>[]): { level: AlertLevel; n: number }[] {
  return ALERT_LEVELS.map(({ id }) => ({ level: id, n: alerts.filter(({ level }) => level === id).length }))
    .filter(({ n }) => n > 0)
    .toReversed()
}

/** q for reading: 0.034, or below 0.001. */
export const formatQ = (q: number): string => (q < 0.001 ? '< 0.001' : q.toFixed(3))

/** How many false alarms to expect: one decimal from one on, else two. */
const formatFew = (n: number) => formatNumber(n, n < 1 ? 2 : 1)

/** The one sentence of the page: what was watched, what rose, and how many false alarms that many tests bring. */
export function alertsSentence({ run, alerts }: AlertsBody, language: Language): string {
  if (!run) return ''
  const by = countByLevel(alerts)
    .map(({ level, n }) => {
      const words = ALERT_LEVELS.find(({ id }) => id === level)
      return language === 'zh' ? `${words?.colour.zh} ${n} 处` : `${n} ${words?.colour.en.toLowerCase()}`
    })
    .join(language === 'zh' ? '、' : ', ')
  const day = formatDay(run.week_to, language)
  const series = formatNumber(run.series)
  const few = formatFew(run.false_alarms)
  return language === 'zh'
    ? `截至 ${day}的一周，${series} 个“区域 × 类别”序列中有 ${run.alerts} 处预警${by && `（${by}）`}；若无任何异常，这样检验预期误报 ${few} 处。`
    : `In the week to ${day}, ${run.alerts} of ${series} series (areas by kinds of case) ${run.alerts === 1 ? 'is' : 'are'} on alert${by && ` (${by})`}; without any rise, ${few} false alarms would be expected.`
}

/** What to call the method of a run, and what it does. */
export function methodSentence(
  run: NonNullable<AlertsBody['run']>,
  { most_false: below, least_excess: excess }: AlertsBody['rules'],
  language: Language,
): string {
  const farrington = run.method === 'farrington'
  return language === 'zh'
    ? `每个序列按${farrington ? '全市该类诉求的季节与趋势（Farrington flexible，最近 26 周不入基线）乘以本区域近两年份额，' : '前七周（EARS-t）'}预计近一、二、四周件数，重复诉求不计；实有至少 5 件且多出至少 3 件才算。对本周全部 ${formatNumber(run.tests)} 次检验用 Benjamini–Hochberg 控制误报率：q < ${below.blue} 蓝、< ${below.yellow} 黄、< ${below.orange} 且多 ${excess.orange} 件橙；三周内两周达橙，或 q < ${below.red} 且多 ${excess.red} 件为红。`
    : `Each series has its count of the last one, two and four weeks predicted from ${farrington ? 'the season and trend of that kind in the whole city (Farrington flexible; the last 26 weeks are left out) times the share of the area over two years' : 'the seven weeks before (EARS-t)'}, repeats of a case left out; at least 5 cases and 3 in excess are needed. Benjamini–Hochberg over all ${formatNumber(run.tests)} tests of the week: blue below q = ${below.blue}, yellow below ${below.yellow}, orange below ${below.orange} with ${excess.orange} in excess; red when orange in two of three weeks, or below ${below.red} with ${excess.red} in excess.`
}

/** The kinds searched for hot spots, those with the most first; all cases on top. */
export function spotKinds(runs: HotSpotsBody['runs']): HotSpotsBody['runs'] {
  const kinds = runs.filter(({ field }) => field !== 'category_group')
  return kinds.toSorted(
    (a, b) => Number(a.field !== null) - Number(b.field !== null) || b.hot - a.hot || b.cold - a.cold,
  )
}

/** What the permutations say of the spots found by the normal. */
export function auditSentence(result: Extract<AuditBody, { state: 'done' }>['result'], language: Language): string {
  const { called, confirmed, missed, surrounded, deals, permutations } = result
  const [hands, times] = [formatNumber(deals), formatNumber(permutations)]
  return language === 'zh'
    ? `保持本格不变、把其余格网的比率随机重排 ${times} 次：${called} 个热点、冷点中 ${surrounded} 个的邻格自身异常（p < 0.05）。全部格网一起重排 ${hands} 次（热点本身也当作常态，因此更严）：按同一误报率证实 ${confirmed} 个，另判定 ${missed} 个。`
    : `With its own rate kept and the others dealt out at random ${times} times, the neighbours of ${surrounded} of ${called} spots are unusual themselves (p < 0.05). With all rates dealt ${hands} times, which takes the spots for usual too and is stricter, ${confirmed} are confirmed at the same false discovery rate and ${missed} others called.`
}
