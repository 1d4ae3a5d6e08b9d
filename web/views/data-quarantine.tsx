import type { QuarantineBody } from '../../api/schema/lists.ts'
import { address, retries, shownSnapshot } from '../data/answer-to.ts'
import { byReason, chosenRows, PAGE_ROWS, quarantine } from '../data/data-questions.ts'
import { change, language, view } from '../state/store.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { Icon } from '../ui/icons.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { type Load, sourceRows } from './data-model.ts'
import { RowFacets } from './data-facets.tsx'
import { QuarantineRows } from './data-quarantine-rows.tsx'
import { dataWord } from './data-words.ts'

const UNLIMITED = { source: null, reason: null, field: null, page: 0 }

/** How many rows, and why most often. */
function finding({ total, by_reason }: QuarantineBody, text: Language): string {
  const [most] = by_reason.toSorted((a, b) => b.n - a.n)
  const rows = text === 'zh' ? `隔离 ${formatNumber(total)} 行` : `${formatNumber(total)} rows set aside`
  if (!most || total === 0 || view.value.reason !== null) return rows
  const why = say(most.label, text)
  return text === 'zh'
    ? `${rows}，最多的原因：${why}`
    : `${rows}; most often: ${why.charAt(0).toLowerCase()}${why.slice(1)}`
}

/** Every row that was set aside: why, where it stands, what it says, how to mend it. */
export function Quarantine({ loads }: { loads: Load[] | null }) {
  const lang = language.value
  const { value, error, pending } = quarantine.value
  const limits = chosenRows()
  const isLimited = Object.values(limits).some((each) => each !== null)
  const isUnknown = error?.status === 400 && isLimited
  const hasRows = value !== null && value.rows.length > 0
  return (
    <Panel
      id="quarantine"
      class="data-quarantine"
      title={value ? finding(value, lang) : dataWord('quarantine', lang)}
      sub={`${dataWord('quarantineSub', lang)}${lang === 'zh' ? '；' : '; '}${dataWord('masked', lang)}`}
      error={value || isUnknown ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      tools={
        hasRows && (
          <a
            class="link"
            href={address('/api/quarantine', { ...limits, v: shownSnapshot.value, format: 'csv' })}
            download
          >
            {dataWord('downloadCsv', lang)}
          </a>
        )
      }
    >
      {error && isUnknown ? (
        <div class="data-empty" role="alert">
          <p>{say(error.sentence, lang)}</p>
          <Unlimit />
        </div>
      ) : !value ? (
        <SkeletonRows rows={PAGE_ROWS} />
      ) : value.total === 0 && !isLimited ? (
        <div class="data-empty">
          <p>
            <b>{dataWord('nothingAside', lang)}</b>
          </p>
          <p class="note">{dataWord('nothingAsideNote', lang)}</p>
        </div>
      ) : (
        <div class="data-split" data-pending={pending}>
          <aside>
            <SourceChoice loads={loads ?? []} />
            <RowFacets />
          </aside>
          <div>
            <Limits loads={loads ?? []} />
            {hasRows ? (
              <>
                <QuarantineRows rows={value.rows} />
                <Pages total={value.total} />
              </>
            ) : (
              <div class="data-empty" role="status">
                <p>{dataWord(value.total > 0 && view.value.page === 0 ? 'rowsInside' : 'noneMatch', lang)}</p>
                {isLimited && <Unlimit />}
              </div>
            )}
          </div>
        </div>
      )}
    </Panel>
  )
}

function Unlimit() {
  return (
    <button type="button" class="control" onClick={() => change(UNLIMITED)}>
      {dataWord('clear', language.value)}
    </button>
  )
}

function SourceChoice({ loads }: { loads: Load[] }) {
  const lang = language.value
  const rows = sourceRows(loads).filter((row) => row.quarantined > 0)
  return (
    <label class="control filter data-choice">
      <span class="filter-name">{dataWord('source', lang)}</span>
      <select
        value={view.value.source ?? ''}
        onChange={(event) => change({ ...UNLIMITED, source: event.currentTarget.value || null })}
      >
        <option value="">{dataWord('allSources', lang)}</option>
        {rows.map((row) => (
          <option key={row.source} value={row.source} selected={row.source === view.value.source}>
            {say(row.label, lang)} {formatNumber(row.quarantined)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What the rows are limited to, each to be taken away. */
function Limits({ loads }: { loads: Load[] }) {
  const lang = language.value
  const { source, reason, field } = view.value
  const label = loads.find((load) => load.source === source)?.label
  const reasonLabel = byReason.value.value?.by_reason.find((each) => each.reason === reason)?.label
  const chips = [
    { name: 'source', text: source && (label ? say(label, lang) : source) },
    { name: 'reason', text: reason && (reasonLabel ? say(reasonLabel, lang) : reason) },
    { name: 'field', text: field && `${dataWord('column', lang)} ${field}` },
  ].filter((chip) => chip.text)
  if (chips.length === 0) return null
  return (
    <p class="data-limits">
      {chips.map(({ name, text }) => (
        <button key={name} type="button" class="chip" onClick={() => change({ [name]: null, page: 0 })}>
          {text}
          <Icon name="close" />
          <span class="said-only">{dataWord('remove', lang)}</span>
        </button>
      ))}
      {chips.length > 1 && (
        <button type="button" class="link" onClick={() => change(UNLIMITED)}>
          {dataWord('clear', lang)}
        </button>
      )}
    </p>
  )
}

function Pages({ total }: { total: number }) {
  const lang = language.value
  const { page } = view.value
  const pages = Math.ceil(total / PAGE_ROWS)
  if (pages < 2) return null
  return (
    <nav class="data-pages" aria-label={dataWord('page', lang)}>
      <button type="button" class="control" disabled={page === 0} onClick={() => change({ page: page - 1 })}>
        {dataWord('previous', lang)}
      </button>
      <span aria-live="polite">
        {formatNumber(page * PAGE_ROWS + 1)}–{formatNumber(Math.min(total, (page + 1) * PAGE_ROWS))} /{' '}
        {formatNumber(total)}
      </span>
      <button type="button" class="control" disabled={page >= pages - 1} onClick={() => change({ page: page + 1 })}>
        {dataWord('next', lang)}
      </button>
    </nav>
  )
}
