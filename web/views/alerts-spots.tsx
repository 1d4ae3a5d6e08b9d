import type { HotSpotsBody } from '../../api/schema/hot-spots.ts'
import { callOf } from '../data/calls.ts'
import { poissonInterval } from '../../warehouse/stats/intervals.ts'
import { hotSpots } from '../data/alert-questions.ts'
import { retries } from '../data/answer-to.ts'
import { change, language, view } from '../state/store.ts'
import { formatPeriod } from '../text/dates.ts'
import { formatInterval, formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { SpotAudit } from './alerts-audit.tsx'
import { formatQ, spotKinds } from './alerts-model.ts'
import { alertWord } from './alerts-words.ts'

const SHOWN = 12

function choose(value: string | null) {
  change({ filters: { ...view.value.filters, category: value === null ? [] : [value], category_group: [] } })
}

function Kinds({ found }: { found: HotSpotsBody }) {
  const lang = language.value
  const kinds = spotKinds(found.runs)
  const most = Math.max(1, ...kinds.map(({ hot }) => hot))
  const chosen = view.value.filters.category[0] ?? null
  return (
    <section class="facet spot-kinds" aria-label={alertWord('kind', lang)}>
      <header>
        <h3>{alertWord('kind', lang)}</h3>
        <span class="note">{alertWord('hot', lang)}</span>
      </header>
      <ul>
        {kinds.map(({ value, label, hot }) => (
          <li key={value}>
            <button type="button" aria-pressed={chosen === value} onClick={() => choose(value)}>
              <span title={label[lang]}>{label[lang]}</span>
              <span class="number">{hot}</span>
              <svg width="100%" height="3" aria-hidden="true">
                <rect width={`${(100 * hot) / most}%`} height="3" />
              </svg>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How many times as many as expected, with its 95 % interval. */
function Times({ cases, expected }: { cases: number; expected: number }) {
  if (!(expected > 0)) return <td class="number">–</td>
  const [low, high] = poissonInterval(cases)
  return (
    <td class="number">
      {formatNumber(cases / expected, 1)}× <span class="note">{formatInterval(low / expected, high / expected)}</span>
    </td>
  )
}

function Spots({ found }: { found: HotSpotsBody }) {
  const lang = language.value
  const shown = found.spots.slice(0, SHOWN)
  return (
    <table class="data-table spot-table">
      <thead>
        <tr>
          <th scope="col">{alertWord('place', lang)}</th>
          <th scope="col" class="number">
            {alertWord('cases', lang)}
          </th>
          <th scope="col" class="number">
            {alertWord('expected', lang)}
          </th>
          <th scope="col" class="number">
            {alertWord('times', lang)}
          </th>
          <th scope="col" class="number">
            Gi*
          </th>
          <th scope="col" class="number">
            q
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((one) => (
          <tr key={one.place}>
            <td class="spot-place" title={`${one.label[lang]} ${one.place.replace(/f+$/, '')}`}>
              <span class={`spot-mark spot-${one.spot}`} aria-hidden="true" />{' '}
              <span class="said-only">{alertWord(one.spot, lang)} </span>
              {one.label[lang]} <code class="note">{one.place.replace(/f+$/, '')}</code>
            </td>
            <td class="number">{formatNumber(one.cases)}</td>
            <td class="number">{formatNumber(one.expected, 1)}</td>
            <Times cases={one.cases} expected={one.expected} />
            <td class="number">{formatNumber(one.z, 1)}</td>
            <td class="number">{formatQ(one.q)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Where cases of the last year are more or fewer than chance explains, by kind. */
export function HotSpots() {
  const lang = language.value
  const { value, error, pending } = hotSpots.value
  const chosen = value?.runs.find(({ field, value: code }) =>
    view.value.filters.category[0] ? field === 'category' && code === view.value.filters.category[0] : field === null,
  )
  const sub =
    value?.period && chosen
      ? lang === 'zh'
        ? `${chosen.label.zh} · ${formatPeriod(value.period.from, value.period.to, lang)} · 检验 ${formatNumber(chosen.tested)} 个格网，热点 ${chosen.hot}，冷点 ${chosen.cold}（q < ${value.most_false}，按 ${value.people_year} 年人口）`
        : `${chosen.label.en} · ${formatPeriod(value.period.from, value.period.to, lang)} · ${formatNumber(chosen.tested)} cells tested, ${chosen.hot} hot, ${chosen.cold} cold (q < ${value.most_false}; people of ${value.people_year})`
      : undefined
  return (
    <Panel
      call={callOf(hotSpots.value)}
      id="hot-spots"
      title={alertWord('hotSpots', lang)}
      {...(sub ? { sub } : {})}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
    >
      {!value ? (
        <SkeletonRows rows={6} />
      ) : value.runs.length === 0 ? (
        <p class="note">
          {lang === 'zh' ? '没有格网人口，未作热点分析。' : 'Without people by cell no hot spots were looked for.'}
        </p>
      ) : (
        <div class="spots">
          <Kinds found={value} />
          <Spots found={value} />
          <SpotAudit />
          <details class="alert-method">
            <summary>{alertWord('how', lang)}</summary>
            <p>
              {lang === 'zh'
                ? `各格网比率先作经验贝叶斯标准化，再算 Getis–Ord Gi*（六邻格加自身）；邻域预期不足 ${value.fewest_expected} 件的格网不检验；对同一类别全部格网用 Benjamini–Hochberg 控制误报率。绝不按件数高低判定。倍数为件数除以同样人口预计的件数，附 95% 区间（不足十件用精确法，否则用 Byar 法）。`
                : `Rates are standardised by empirical Bayes, then Getis–Ord Gi* over each cell and the six around it; cells around which fewer than ${value.fewest_expected} cases would be expected are not tested; Benjamini–Hochberg over all cells of one kind. Counts alone never make a hot spot. Times: cases over those expected of as many people, with its 95 % interval (exact below ten, else Byar).`}
            </p>
          </details>
        </div>
      )}
    </Panel>
  )
}
