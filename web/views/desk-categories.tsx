import { retries } from '../data/answer-to.ts'
import { callOf } from '../data/calls.ts'
import { byCategory, byGroup, categoryIndicator } from '../data/desk-panel-questions.ts'
import { withMember } from '../state/published.ts'
import { change, language, view } from '../state/store.ts'
import { formatPeriod } from '../text/dates.ts'
import { formatNumber } from '../text/numbers.ts'
import { saysUnit, unitOf } from '../text/sentence.ts'
import { word } from '../text/words.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows, Stamp } from '../ui/states.tsx'
import {
  type CategoryRow,
  categoriesSentence,
  categoriesTwin,
  categoryRows,
  changeText,
} from './desk-categories-model.ts'
import type { EvidenceProps } from './desk-evidence.tsx'
import { panelWord } from './desk-panel-words.ts'

/** Groups and, within those chosen, categories as bars from one line, with their change. */
export default function Categories({ catalog, now }: EvidenceProps) {
  const lang = language.value
  const zh = lang === 'zh'
  const isDrawn = byGroup.value.value !== null || byGroup.value.pending
  const loaded = isDrawn ? byGroup.value : byCategory.value
  const { value: answer, error, pending } = loaded
  const indicator = catalog.indicators.find(({ id }) => id === categoryIndicator(now)) ?? now.indicator
  const rows = answer ? categoryRows(answer) : []
  const within = isDrawn && byCategory.value.value ? categoryRows(byCategory.value.value) : []
  const parents = catalog.dimensions.find(({ id }) => id === 'category')?.members ?? []
  const parentOf = (code: string) => parents.find((member) => member.code === code)?.parent
  const compared =
    now.compare === 'none' ? null : word(now.compare === 'year' ? 'compareYear' : 'comparePrevious', lang)
  const title = zh
    ? `${indicator.label.zh}：哪些类别多，变了多少`
    : `${indicator.label.en}: which categories, and how they changed`
  const unit = saysUnit(catalog, indicator, lang) ? '' : `${unitOf(catalog, indicator, lang)}${zh ? '，' : ', '}`
  const against =
    compared === null
      ? ''
      : zh
        ? `；变化对${compared}，淡色的偶然也会如此`
        : `; change against ${compared}, pale where chance could do it`
  const most = Math.max(0, ...[...rows, ...within].map(({ value }) => value ?? 0))
  const name = isDrawn ? 'category_group' : 'category'
  const bar = (row: CategoryRow, filter: 'category' | 'category_group') => (
    <Bar
      key={`${filter} ${row.code}`}
      row={row}
      most={most}
      text={changeText(row, indicator, lang)}
      decimals={indicator.decimals}
      standing={catalog.statuses[row.status]?.[lang] ?? row.status}
      stamp={(catalog.statuses[row.status] as { stamp?: { zh: string; en: string } } | undefined)?.stamp?.[lang]}
      isInner={filter !== name}
      isChosen={now.filters[filter].includes(row.code)}
      onChoose={() => change({ filters: withMember(catalog, view.value.filters, filter, row.code) })}
    />
  )
  return (
    <Panel
      class="evidence-panel"
      title={title}
      sub={`${unit}${formatPeriod(now.from, now.to, lang)}${against}`}
      finding={answer ? categoriesSentence(rows, indicator, lang) : undefined}
      indicator={indicator}
      call={callOf(loaded)}
      error={answer ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={answer ? () => categoriesTwin([...rows, ...within], indicator, lang) : undefined}
    >
      {!answer && pending ? (
        <SkeletonRows rows={12} />
      ) : rows.length === 0 ? (
        <p class="note">{panelWord('noCategories', lang)}</p>
      ) : (
        <ul class="category-bars">
          {rows.flatMap((row) => [
            bar(row, name),
            ...within.filter(({ code }) => parentOf(code) === row.code).map((each) => bar(each, 'category')),
          ])}
        </ul>
      )}
    </Panel>
  )
}

interface BarProps {
  row: CategoryRow
  most: number
  text: string
  decimals: number
  /** Why there is no plain value, in words and as a stamp. */
  standing: string
  stamp: string | undefined
  isInner: boolean
  isChosen: boolean
  onChoose: () => void
}

function Bar({ row, most, text, decimals, standing, stamp, isInner, isChosen, onChoose }: BarProps) {
  return (
    <li class={isInner ? 'category-inner' : ''}>
      <button type="button" aria-pressed={isChosen} onClick={onChoose}>
        <span class="category-name" title={row.label[language.value]}>
          {row.label[language.value]}
        </span>
        <span class="category-room" aria-hidden="true">
          <i style={{ width: `${most > 0 ? (100 * (row.value ?? 0)) / most : 0}%` }} />
        </span>
        <span class="number">
          {row.value === null ? <Stamp short={stamp ?? '–'} sentence={standing} /> : formatNumber(row.value, decimals)}
        </span>
        <span class={row.isClear ? 'number category-change' : 'number category-change unclear'}>{text}</span>
      </button>
    </li>
  )
}
