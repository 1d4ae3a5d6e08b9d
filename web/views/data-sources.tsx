import { useState } from 'preact/hooks'
import { language } from '../state/store.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { Icon } from '../ui/icons.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { COUNT_WORDS, COUNTS, countClass, Counts, Covered } from './data-columns.tsx'
import { FileRows } from './data-files.tsx'
import { type Load, type SourceRow, sourceRows, type Tally, tally } from './data-model.ts'
import { dataWord } from './data-words.ts'

/** Every source with what became of its rows; a source opens to its files. */
export function Sources({ loads, today }: { loads: Load[] | null; today: string }) {
  const lang = language.value
  const [open, setOpen] = useState<readonly string[]>([])
  const rows = sourceRows(loads ?? [])
  const all = tally(loads ?? [])
  const toggle = (source: string) =>
    setOpen(open.includes(source) ? open.filter((each) => each !== source) : [...open, source])
  return (
    <Panel id="sources" title={dataWord('sources', lang)} sub={dataWord('sourcesSub', lang)} pending={!loads}>
      {!loads ? (
        <SkeletonRows rows={10} />
      ) : rows.length === 0 ? (
        <p class="data-empty">{dataWord('noSources', lang)}</p>
      ) : (
        <table class="data-table data-sources">
          <caption class="said-only">{dataWord('sources', lang)}</caption>
          <Head from={all.from} to={all.to} today={today} language={lang} />
          <tbody>
            <tr class="data-total">
              <th scope="row">
                {dataWord('total', lang)} <span class="note">{formatNumber(rows.length)}</span>
              </th>
              <td class="data-wide data-origin" colSpan={2} />
              <td class="data-wide" />
              <td class="number data-wide">{formatNumber(all.files)}</td>
              <Counts of={all} language={lang} />
              <Covered of={all} span={all} today={today} language={lang} />
            </tr>
          </tbody>
          {rows.map((row) => (
            <tbody key={row.source}>
              <Source
                row={row}
                span={all}
                today={today}
                isOpen={open.includes(row.source)}
                onToggle={() => toggle(row.source)}
              />
              {open.includes(row.source) && <FileRows row={row} span={all} today={today} language={lang} />}
            </tbody>
          ))}
        </table>
      )}
    </Panel>
  )
}

interface HeadProps {
  from: string | null
  to: string | null
  today: string
  language: Language
}

function Head({ from, today, language: text }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col">{dataWord('source', text)}</th>
        {(['publisher', 'licence', 'table'] as const).map((name) => (
          <th key={name} scope="col" class={name === 'table' ? 'data-wide' : 'data-wide data-origin'}>
            {dataWord(name, text)}
          </th>
        ))}
        <th scope="col" class="number data-wide">
          {dataWord('files', text)}
        </th>
        {COUNTS.map((name) => (
          <th key={name} scope="col" class={countClass(name)}>
            {dataWord(COUNT_WORDS[name], text)}
          </th>
        ))}
        <th scope="col" class="number">
          {dataWord('share', text)}
        </th>
        <th scope="col" class="data-wide data-span">
          {dataWord('period', text)}
          <span class="note" aria-hidden="true">
            {from === null ? '' : `${from.slice(0, 4)} – ${dataWord('today', text)} ${today.slice(5)}`}
          </span>
        </th>
      </tr>
    </thead>
  )
}

interface SourceProps {
  row: SourceRow
  span: Tally
  today: string
  isOpen: boolean
  onToggle: () => void
}

function Source({ row, span, today, isOpen, onToggle }: SourceProps) {
  const lang = language.value
  return (
    <tr class={isOpen ? 'chosen' : ''}>
      <th scope="row">
        <button type="button" class="data-opener" aria-expanded={isOpen} onClick={onToggle} title={row.source}>
          <Icon name={isOpen ? 'minus' : 'plus'} />
          {say(row.label, lang)}
        </button>
      </th>
      <td class="data-wide data-clip data-origin" title={row.publisher ?? ''}>
        {row.publisher}
      </td>
      <td class="data-wide data-clip data-origin" title={row.licence ?? ''}>
        {row.licence}
      </td>
      <td class="data-wide data-code">{row.target}</td>
      <td class="number data-wide">{formatNumber(row.files)}</td>
      <Counts of={row} language={lang} source={row.source} />
      <Covered of={row} span={span} today={today} language={lang} />
    </tr>
  )
}
