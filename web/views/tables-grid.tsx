import { isUnsure } from '../../warehouse/catalog/words.ts'
import { useEffect, useState } from 'preact/hooks'
import { STATUSES, UNITS } from '../../warehouse/catalog/index.ts'
import type { Indicator, Status } from '../../warehouse/catalog/types.ts'
import { DotInterval, domainOf } from '../charts/dot-interval.tsx'
import type { AnswerBody, CatalogBody } from '../data/client.ts'
import { change, view } from '../state/store.ts'
import { formatBucket, formatPeriod } from '../text/dates.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber, formatSigned } from '../text/numbers.ts'
import { Stamp } from '../ui/states.tsx'
import { Method } from '../ui/method.tsx'
import {
  type Cell,
  PAGE_ROWS,
  readSort,
  type Sort,
  sortRows,
  type TableChoice,
  type TableRow,
  writeSort,
} from './tables-model.ts'
import { tableWord } from './tables-words.ts'

interface GridProps {
  catalog: CatalogBody
  choice: TableChoice
  answer: AnswerBody
  rows: readonly TableRow[]
  language: Language
}

/** One indicator's block of columns: what it is, the axis its rows share, and the whole's value on it. */
interface Block {
  indicator: Indicator
  domain: readonly [number, number] | null
  total: Cell
  /** The whole's value as a line; none in a table split by time, whose rows span less than the whole does. */
  reference: number | null
}

const PLOT_WIDTH = 136
const PLOT_HEIGHT = 24
const STAMPED: readonly string[] = ['ok']

function blocksOf({ catalog, answer, rows, choice }: GridProps): Block[] {
  return answer.series.flatMap((series, k) => {
    const indicator = catalog.indicators.find((each) => each.id === series.indicator)
    const total = answer.total.find((each) => each.indicator === series.indicator)
    if (!indicator || !total) return []
    const spread = rows.flatMap((row) => {
      const cell = row.cells[k]
      return cell && cell.status === 'ok' ? [cell.low, cell.high, cell.value] : [cell?.value]
    })
    const reference = choice.grain === null ? total.value : null
    return [
      {
        indicator,
        domain: domainOf([reference, ...spread]),
        total: { ...total, change: total.change ?? null },
        reference,
      },
    ]
  })
}

/** The table itself: a row an area (and time), a block of columns an indicator, sortable, 200 rows at a time. */
export function TablesGrid(props: GridProps) {
  const { answer, rows, language: text, choice, catalog } = props
  const [page, setPage] = useState(0)
  const sort = readSort(view.value.sort)
  useEffect(() => setPage(0), [answer, view.value.sort])
  const sorted = sortRows(rows, sort, text)
  const pages = Math.max(1, Math.ceil(sorted.length / PAGE_ROWS))
  const shown = sorted.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS)
  const blocks = blocksOf(props)
  const level = catalog.levels.find((each) => each.id === choice.level)
  const names = blocks.map((block) => say(block.indicator.label, text)).join(text === 'zh' ? '、' : ', ')
  const units = [...new Set(blocks.map((block) => say(UNITS[block.indicator.unit], text)))].join(', ')
  const has = (column: string) => !view.value.hide.includes(column)
  return (
    <>
      <header class="tables-head">
        <h1>
          {names}
          {tableWord('by', text)}
          {level ? say(level.label, text).toLowerCase() : ''}
          {text === 'zh' ? '，' : ', '}
          {formatPeriod(answer.period.from, answer.period.to, text)}
        </h1>
        <p class="note">
          {formatNumber(answer.rows)} {tableWord('rows', text)}
          {text === 'zh' ? '；' : '; '}
          {units}
          {has('plot') && choice.grain === null && `${text === 'zh' ? '；' : '; '}${tableWord('lineIs', text)}`}
        </p>
        {blocks.length === 1 && blocks[0] && <Method indicator={blocks[0].indicator} name="howComputed" />}
      </header>
      {answer.rows === 0 ? (
        <div class="failure" role="status">
          <p>{tableWord('empty', text)}</p>
          <p class="note">{tableWord('emptyHelp', text)}</p>
        </div>
      ) : (
        <div class="tables-scroll" tabIndex={0} role="region" aria-label={names}>
          <table class="grid">
            <Head blocks={blocks} sort={sort} hasTime={choice.grain !== null} has={has} language={text} />
            <tbody>
              <tr class="grid-total">
                {has('codes') && <td class="grid-code" />}
                <th scope="row" class="grid-name">
                  {tableWord('total', text)}
                </th>
                {choice.grain !== null && <td />}
                {blocks.map((block) => (
                  <BlockCells key={block.indicator.id} block={block} cell={block.total} has={has} language={text} />
                ))}
              </tr>
              {shown.map((row) => (
                <tr key={`${row.code} ${row.label.en} ${row.bucket}`}>
                  {has('codes') && <td class="grid-code">{row.code}</td>}
                  <th scope="row" class="grid-name">
                    {say(row.label, text)}
                  </th>
                  {row.bucket !== null && <td class="grid-time">{formatBucket(row.bucket, text)}</td>}
                  {blocks.map((block, k) => (
                    <BlockCells key={block.indicator.id} block={block} cell={row.cells[k]} has={has} language={text} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Foot page={page} pages={pages} total={sorted.length} onPage={setPage} language={text} />
      {answer.notes.map((note) => (
        <p key={note.en} class="note tables-note">
          {say(note, text)}
        </p>
      ))}
    </>
  )
}

interface HeadProps {
  blocks: readonly Block[]
  sort: Sort | null
  hasTime: boolean
  has: (column: string) => boolean
  language: Language
}

function Head({ blocks, sort, hasTime, has, language: text }: HeadProps) {
  const th = (key: Sort['key'], label: string, at = 0, isNumber = false, kind = '') => {
    const isSorted = sort?.key === key && sort.at === at
    const next = { key, at, isDescending: isSorted ? !sort.isDescending : isNumber }
    return (
      <th
        key={`${key}.${at}`}
        scope="col"
        class={`${isNumber ? 'number ' : ''}${kind}`}
        aria-sort={isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
      >
        <button type="button" onClick={() => change({ sort: writeSort(next) }, 'replace')}>
          {label}
          <span aria-hidden="true">{isSorted ? (sort.isDescending ? ' ▾' : ' ▴') : ''}</span>
        </button>
      </th>
    )
  }
  const width = 2 + (has('parts') ? 2 : 0) + (has('interval') ? 2 : 0) + (has('plot') ? 1 : 0) + (has('change') ? 1 : 0)
  return (
    <thead>
      {blocks.length > 1 && (
        <tr class="grid-groups">
          <th colSpan={1 + (has('codes') ? 1 : 0) + (hasTime ? 1 : 0)} />
          {blocks.map(({ indicator }) => (
            <th key={indicator.id} scope="colgroup" colSpan={width}>
              {say(indicator.label, text)} <span class="note">{say(UNITS[indicator.unit].short, text)}</span>{' '}
              <Method indicator={indicator} />
            </th>
          ))}
        </tr>
      )}
      <tr>
        {has('codes') && th('code', tableWord('code', text), 0, false, 'grid-code')}
        {th('name', tableWord('area', text), 0, false, 'grid-name')}
        {hasTime && th('bucket', tableWord('time', text))}
        {blocks.map(({ domain, reference }, at) => [
          has('parts') && th('numerator', tableWord('numerator', text), at, true),
          has('parts') && th('denominator', tableWord('denominator', text), at, true, 'grid-base'),
          th('value', tableWord('value', text), at, true),
          has('interval') && th('low', tableWord('low', text), at, true, 'grid-bound'),
          has('interval') && th('high', tableWord('high', text), at, true, 'grid-bound'),
          has('plot') && (
            <th key={`plot.${at}`} scope="col" class="grid-axis">
              <Axis domain={domain} whole={reference} />
              <span class="said-only">{tableWord('plot', text)}</span>
            </th>
          ),
          has('change') && th('change', tableWord('change', text), at, true),
          <th key={`status.${at}`} scope="col">
            {tableWord('status', text)}
          </th>,
        ])}
      </tr>
    </thead>
  )
}

/** The two ends of the shared axis, and the whole's value between them, as text. */
function Axis({ domain, whole }: { domain: Block['domain']; whole: number | null }) {
  if (!domain) return null
  const say = (v: number) => formatNumber(v, Math.abs(v) < 10 ? 1 : 0)
  const at = whole === null ? 0.5 : (whole - domain[0]) / (domain[1] - domain[0])
  return (
    <span class="grid-ends" aria-hidden="true">
      <span>{at > 0.3 ? say(domain[0]) : ''}</span>
      <span>{whole === null ? '' : say(whole)}</span>
      <span>{at < 0.7 ? say(domain[1]) : ''}</span>
    </span>
  )
}

interface CellsProps {
  block: Block
  cell: Cell | undefined
  has: (column: string) => boolean
  language: Language
}

function BlockCells({ block, cell, has, language: text }: CellsProps) {
  const { indicator, domain, reference } = block
  const { decimals } = indicator
  const status = (cell?.status ?? 'missing') as Status
  const known = STATUSES[status]
  const stamp = STAMPED.includes(status) ? null : <Stamp short={say(known.stamp, text)} sentence={say(known, text)} />
  const value = cell?.value ?? null
  const number = (v: number | null | undefined, places: number) =>
    v === null || v === undefined ? '' : formatNumber(v, places)
  const unsure = isUnsure(status)
  return (
    <>
      {has('parts') && <td class="number">{number(cell?.numerator, 0)}</td>}
      {has('parts') && <td class="number grid-base">{number(cell?.denominator, 0)}</td>}
      <td class={unsure ? 'number grid-value grid-unsure' : 'number grid-value'}>
        {value === null ? stamp : formatNumber(value, decimals)}
      </td>
      {has('interval') && <td class="number grid-bound">{number(cell?.low, decimals)}</td>}
      {has('interval') && <td class="number grid-bound">{number(cell?.high, decimals)}</td>}
      {has('plot') && (
        <td class="grid-plot">
          {domain && value !== null && (reference !== null || cell !== block.total) && (
            <DotInterval
              value={value}
              low={cell?.low ?? null}
              high={cell?.high ?? null}
              domain={domain}
              reference={reference}
              unsure={unsure}
              width={PLOT_WIDTH}
              height={PLOT_HEIGHT}
              radius={4}
            />
          )}
        </td>
      )}
      {has('change') && (
        <td class="number">{cell?.change === null || cell?.change === undefined ? '' : formatSigned(cell.change)}</td>
      )}
      <td class="grid-status">{value === null ? '' : stamp}</td>
    </>
  )
}

const KEYED: readonly Status[] = ['suppressed', 'unreliable', 'missing', 'not_applicable', 'provisional']

/** The key to the stamps, and the pages. */
function Foot(props: {
  page: number
  pages: number
  total: number
  onPage: (page: number) => void
  language: Language
}) {
  const { page, pages, total, onPage, language: text } = props
  return (
    <footer class="tables-foot">
      <ul class="tables-key">
        {KEYED.map((status) => (
          <li key={status}>
            <span class="stamp" aria-hidden="true">
              {say(STATUSES[status].stamp, text)}
            </span>{' '}
            {say(STATUSES[status], text).replace(/[。.]$/, '')}
          </li>
        ))}
        <li>{tableWord('trueZero', text)}</li>
      </ul>
      {pages > 1 && (
        <nav class="tables-pages" aria-label={tableWord('page', text)}>
          <button type="button" class="control" disabled={page === 0} onClick={() => onPage(page - 1)}>
            {tableWord('previous', text)}
          </button>
          <span>
            {formatNumber(page * PAGE_ROWS + 1)}–{formatNumber(Math.min(total, (page + 1) * PAGE_ROWS))} /{' '}
            {formatNumber(total)}
          </span>
          <button type="button" class="control" disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>
            {tableWord('next', text)}
          </button>
          <span class="note">{tableWord('allInDownload', text)}</span>
        </nav>
      )}
    </footer>
  )
}
