import { type CatalogBody, type Question, queryPath } from '../data/client.ts'
import { type Language, say } from '../text/language.ts'
import { Copy } from '../ui/copy.tsx'
import type { TableChoice } from './tables-model.ts'
import { Told } from '../ui/told.tsx'
import { FILE_CONTENTS, tableWord } from './tables-words.ts'

const FORMATS = [
  { id: 'csv', name: 'CSV' },
  { id: 'xlsx', name: 'XLSX' },
  { id: 'parquet', name: 'Parquet' },
  { id: 'arrow', name: 'Arrow' },
] as const

interface TakeProps {
  catalog: CatalogBody
  choice: TableChoice
  question: Question
  language: Language
}

/** How to cite what is on screen: city, indicators, period, data version, indicator versions, date of access. */
export function citation(catalog: CatalogBody, choice: TableChoice, accessed: string, text: Language): string {
  const chosen = catalog.indicators.filter((each) => choice.indicators.includes(each.id))
  const names = chosen.map((each) => say(each.label, text)).join(text === 'zh' ? '、' : ', ')
  const versions = chosen.map((each) => `${each.id} v${each.version}`).join(', ')
  const city = say(catalog.city.name, text)
  const { from, to } = choice
  return text === 'zh'
    ? `${city}城市数据平台. ${names}，${from} 至 ${to}. 数据版本 ${catalog.snapshot.id}，指标 ${versions}. 取用 ${accessed}.`
    : `${city} city data platform. ${names}, ${from} to ${to}. Data version ${catalog.snapshot.id}, ${versions}. Accessed ${accessed}.`
}

/** What one takes away: files of all rows, what they hold, how to cite them, and how far to trust them. */
export function TablesTake({ catalog, choice, question, language: text }: TakeProps) {
  const { snapshot } = catalog
  const cite = citation(catalog, choice, new Date().toISOString().slice(0, 10), text)
  const frozen: Question = { ...question, v: snapshot.id }
  const { rows_in, loaded, duplicate, quarantined } = snapshot
  const isBalanced = rows_in === null || loaded === null || rows_in === loaded + duplicate + quarantined
  const quality = [
    ['read', rows_in],
    ['loaded', loaded],
    ['duplicate', duplicate],
    ['quarantined', quarantined],
  ] as const
  return (
    <aside class="tables-take" aria-label={tableWord('takeAway', text)}>
      <section>
        <h2>{tableWord('download', text)}</h2>
        <p class="note">{tableWord('downloadNote', text)}</p>
        <div class="take-formats">
          {FORMATS.map(({ id, name }, i) => (
            <a key={id} class={i === 0 ? 'control control-strong' : 'control'} href={queryPath(frozen, id)} download>
              {name}
            </a>
          ))}
        </div>
      </section>
      <section>
        <h2>{tableWord('inside', text)}</h2>
        <dl class="take-pairs">
          {FILE_CONTENTS.map(({ name, what }) => (
            <div key={name.en}>
              <dt>{say(name, text)}</dt>
              <dd>{say(what, text)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <div class="take-head">
          <h2>{tableWord('cite', text)}</h2>
          <Copy text={cite} language={text} />
        </div>
        <p class="take-cite">{cite}</p>
      </section>
      <section>
        <h2>{tableWord('version', text)}</h2>
        <p class="take-cite">
          <b>{snapshot.id}</b> {tableWord('published', text)} {snapshot.published_at.slice(0, 16).replace('T', ' ')}
        </p>
      </section>
      <section>
        <h2>{tableWord('quality', text)}</h2>
        <dl class="take-pairs" data-balanced={isBalanced}>
          {rows_in !== null && (
            <div>
              <dt>{tableWord('balance', text)}</dt>
              <dd>{tableWord(isBalanced ? 'balanced' : 'unbalanced', text)}</dd>
            </div>
          )}
          {quality.map(([key, n]) => (
            <div key={key}>
              <dt>{tableWord(key, text)}</dt>
              <dd>
                <Told n={n} language={text} />
              </dd>
            </div>
          ))}
          {snapshot.population_year !== null && (
            <div>
              <dt>{tableWord('population', text)}</dt>
              <dd>{snapshot.population_year}</dd>
            </div>
          )}
        </dl>
      </section>
    </aside>
  )
}
