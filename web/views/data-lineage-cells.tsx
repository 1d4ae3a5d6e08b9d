import type { ComponentChildren } from 'preact'
import { language } from '../state/store.ts'
import { componentText } from '../../warehouse/catalog/formula.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import type { Role, Strand } from './data-lineage-model.ts'
import type { SourceRow } from './data-model.ts'
import { Told } from '../ui/told.tsx'
import { type DataWord, dataWord } from './data-words.ts'

const ROLES: Record<Role, DataWord> = {
  numerator: 'numerator',
  denominator: 'denominator',
  areas: 'byArea',
  weights: 'weights',
}
const NAMED_FILES = 3

/** One cell of the way: what it says, under a label of its own. */
export function Cell({ label, children }: { label: DataWord; children: ComponentChildren }) {
  return (
    <div>
      <p class="note">{dataWord(label, language.value)}</p>
      {children}
    </div>
  )
}

/** 采: the sources of a strand, their files and who published them. */
export function Collected({ strand, language: text }: { strand: Strand; language: Language }) {
  return (
    <Cell label={ROLES[strand.role]}>
      {strand.sources.length === 0 && <p>{dataWord('noSource', text)}</p>}
      {strand.sources.map((source) => (
        <p key={source.source}>
          <b>{say(source.label, text)}</b>
          <span class="lineage-files">{fileNames(source, text)}</span>
        </p>
      ))}
      {[...new Set(strand.sources.map((source) => source.publisher))].map((publisher) => (
        <p key={publisher} class="lineage-by">
          {publisher}
        </p>
      ))}
    </Cell>
  )
}

function fileNames({ loads }: SourceRow, text: Language): string {
  const names = loads.slice(0, NAMED_FILES).map((load) => load.file)
  const others = loads.length - names.length
  const list = names.join(text === 'zh' ? '、' : ', ')
  if (others <= 0) return list
  return text === 'zh' ? `${list} 等 ${loads.length} 个` : `${list} and ${others} more`
}

/** 存: the table the rows lie in, and how many of them the strand reads. */
export function Stored({ strand, language: text }: { strand: Strand; language: Language }) {
  const { table, rows, read } = strand
  return (
    <Cell label="table">
      <p class="data-code">{table}</p>
      <p>
        <Told n={rows} language={text} /> {dataWord('rows', text)}
      </p>
      {read !== null && read !== rows && (
        <p class="lineage-by">
          {dataWord('readHere', text)} {formatNumber(read)}
        </p>
      )}
    </Cell>
  )
}

/** 算: what a strand adds up, and which rows count. */
export function Computed({ strand, language: text }: { strand: Strand; language: Language }) {
  if (!strand.component) {
    const isAreas = strand.role === 'areas'
    return (
      <Cell label={isAreas ? 'placing' : ROLES[strand.role]}>
        <p>{dataWord(isAreas ? 'placed' : 'weighed', text)}</p>
      </Cell>
    )
  }
  const { sum, where } = componentText(strand.component, text)
  return (
    <Cell label={ROLES[strand.role]}>
      <p>{sum}</p>
      {where.map((line) => (
        <p key={line} class="data-code">
          {line}
        </p>
      ))}
      {strand.sql !== null && (
        <details class="lineage-sql">
          <summary>SQL</summary>
          <code class="data-code">{strand.sql}</code>
        </details>
      )}
    </Cell>
  )
}

/** 管: under which licence, read by which recipe. */
export function Governed({ sources, language: text }: { sources: readonly SourceRow[]; language: Language }) {
  const licences = [...new Set(sources.flatMap((source) => source.licence ?? []))]
  return (
    <Cell label="licence">
      {licences.map((licence) => (
        <p key={licence}>{licence}</p>
      ))}
      {sources.map(({ source, loads }) => (
        <p key={source} class="lineage-by">
          {dataWord('recipe', text)} {source} <span class="data-code">{loads[0]?.recipe_sha256.slice(0, 8)}</span>
        </p>
      ))}
    </Cell>
  )
}
