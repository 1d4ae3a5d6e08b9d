import type { Indicator } from '../../warehouse/catalog/types.ts'
import { type CatalogBody, queryPath } from '../data/client.ts'
import { view } from '../state/store.ts'
import { EMPTY, writeState } from '../state/view-state.ts'
import type { Language } from '../text/language.ts'
import { word } from '../text/words.ts'
import { dataWord } from './data-words.ts'

const FORMAT_NAMES: Record<CatalogBody['formats'][number], string> = {
  json: 'JSON',
  arrow: 'Arrow',
  csv: 'CSV',
  xlsx: 'XLSX',
  parquet: 'Parquet',
}

interface TakesProps {
  catalog: CatalogBody
  indicator: Indicator
  snapshot: string | null
  language: Language
}

/** Where an indicator is shown and the files it leaves in. */
export function Takes({ catalog, indicator, snapshot, language: text }: TakesProps) {
  const { lang, theme, v } = view.value
  const query = writeState({ ...EMPTY, lang, theme, v, indicators: [indicator.id] })
  const question = { indicators: [indicator.id], by: [`area:${catalog.city.default_level}`], v: snapshot }
  return (
    <div class="lineage-takes">
      <p class="note">{dataWord('faces', text)}</p>
      <p>
        {indicator.kind !== 'gap' && <a href={`/${query}`}>{word('desk', text)}</a>}
        <a href={`/tables${query}`}>{word('tables', text)}</a>
        <a href={`/wall${writeState({ ...EMPTY, lang })}`}>{word('wall', text)}</a>
      </p>
      <p class="note">{dataWord('exports', text)}</p>
      <p>
        {catalog.formats.map((format) => (
          <a key={format} href={queryPath(question, format)} download>
            {FORMAT_NAMES[format]}
          </a>
        ))}
      </p>
    </div>
  )
}
