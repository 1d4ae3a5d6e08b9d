import type { Language } from '../text/language.ts'
import { Copy } from '../ui/copy.tsx'
import { Told } from '../ui/told.tsx'
import { COLUMNS, Counts, Covered } from './data-columns.tsx'
import { formatBytes, type Load, type SourceRow, type Tally, tally } from './data-model.ts'
import { dataWord, decidedWords } from './data-words.ts'

interface FilesProps {
  row: SourceRow
  span: Tally
  today: string
  language: Language
}

/** The files of a source in the columns of the table, each with its fingerprint, and what was decided about its values. */
export function FileRows({ row, span, today, language: text }: FilesProps) {
  return (
    <>
      <tr class="data-file data-narrow">
        <td colSpan={COLUMNS} class="note">
          {[row.publisher, row.licence, row.target, row.from && `${row.from} – ${row.to}`].filter(Boolean).join(' · ')}
        </td>
      </tr>
      {row.loads.map((load) => [
        <tr key={load.load_id} class="data-file">
          <th scope="row">{load.file}</th>
          <td class="data-wide data-origin">
            <Fingerprint load={load} language={text} />
          </td>
          <td class="data-wide data-origin">{load.encoding}</td>
          <td class="data-wide number" colSpan={2}>
            <Told n={load.bytes} language={text} format={formatBytes} />
          </td>
          <Counts of={tally([load])} language={text} />
          <Covered of={tally([load])} span={span} today={today} language={text} />
        </tr>,
        <tr key={`${load.load_id} more`} class="data-file data-narrow data-more">
          <td colSpan={COLUMNS} class="note">
            <Fingerprint load={load} language={text} /> · {load.encoding} ·{' '}
            <Told n={load.bytes} language={text} format={formatBytes} />
          </td>
        </tr>,
        Object.keys(load.decided).length > 0 && (
          <tr key={`${load.load_id} decided`} class="data-file">
            <td colSpan={COLUMNS} class="note data-decided">
              {dataWord('decided', text)}
              {text === 'zh' ? '：' : ': '}
              {decidedWords(load.decided, text).join(text === 'zh' ? '；' : '; ')}
            </td>
          </tr>
        ),
      ])}
    </>
  )
}

function Fingerprint({ load, language: text }: { load: Load; language: Language }) {
  return (
    <>
      {dataWord('fingerprint', text)} <span class="data-code">{load.sha256.slice(0, 12)}</span>{' '}
      <Copy text={load.sha256} of={load.file} language={text} />
    </>
  )
}
