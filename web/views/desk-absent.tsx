import type { CatalogBody } from '../data/client.ts'
import type { Selection } from '../state/selection.ts'
import { change, language } from '../state/store.ts'
import { formatPeriod } from '../text/dates.ts'
import { word } from '../text/words.ts'

/** Says in one sentence that the city has no data for an indicator, and leads back to one it has. */
export function Absent({ catalog, now }: { catalog: CatalogBody; now: Selection }) {
  const lang = language.value
  const own = catalog.indicators.find((each) => each.id === catalog.city.default_indicator)
  const city = catalog.city.name[lang]
  const period = formatPeriod(now.from, now.to, lang)
  const name = now.indicator.label[lang]
  return (
    <section class="panel desk-empty" aria-label={word('absentTitle', lang)}>
      <h2>{word('absentTitle', lang)}</h2>
      <p>
        {lang === 'zh'
          ? `${city}载入的数据里，${period}没有可以算出“${name}”的内容。`
          : `The data loaded for ${city} hold nothing for “${name}” from ${period}.`}
      </p>
      {own && own.id !== now.indicator.id && (
        <div class="desk-empty-tools">
          <button type="button" class="control control-strong" onClick={() => change({ indicators: [own.id] })}>
            {own.label[lang]}
          </button>
        </div>
      )}
    </section>
  )
}
