import { Pyramid } from '../charts/pyramid.tsx'
import { retries } from '../data/answer-to.ts'
import { memberName } from '../data/member-name.ts'
import { callOf } from '../data/calls.ts'
import { people } from '../data/desk-panel-questions.ts'
import { language } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { agesSentence, agesTwin, bandName, sharesOf } from './desk-ages-model.ts'
import type { EvidenceProps } from './desk-evidence.tsx'
import { panelWord } from './desk-panel-words.ts'

const WIDTH = 440
const ROW = 22

/** Who lives in the places chosen: people by sex and five-year band, the city as an outline. */
export default function Ages({ catalog, now }: EvidenceProps) {
  const lang = language.value
  const zh = lang === 'zh'
  const { value, error, pending } = people.value
  const places = [
    ...now.filters.area.map((code) => memberName(catalog, 'area', code)),
    ...now.filters.urban_class.map((code) => memberName(catalog, 'urban_class', code)),
  ]
  const where = places.length > 0 ? places.join(zh ? '、' : ', ') : catalog.city.name[lang]
  const title = zh ? `${where}：多大年纪的人住在这里` : `${where}: how old the people are`
  const basis =
    value &&
    catalog.indicators.find(({ id }) => id === (value.basis === 'resident' ? 'residents' : 'registered_residents'))
  const year = value?.year ?? null
  const sub =
    value && year !== null
      ? `${basis?.label[lang] ?? ''}${zh ? `，${year} 年，占总人数；` : `, ${year}, share of all; `}${value.city ? (zh ? '折线为全市' : 'outline: the city') : zh ? '每五岁一组' : 'bands of five years'}`
      : ''
  const shares = value ? sharesOf(value.bands) : null
  const whole = value?.city ? sharesOf(value.city) : null
  const isSame = value?.city?.length === value?.bands.length
  const say = (n: number | null) => (n === null ? '–' : formatNumber(n))
  return (
    <Panel
      class="evidence-panel"
      title={title}
      sub={sub}
      finding={value ? agesSentence(value, lang) : undefined}
      {...(basis ? { indicator: basis } : {})}
      call={callOf(people.value)}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={value?.status === 'ok' ? () => agesTwin(value, lang) : undefined}
    >
      {!value || !shares ? (
        <div class="skeleton pyramid-skeleton" aria-busy="true" />
      ) : value.status === 'ok' ? (
        <Pyramid
          names={value.bands.map(bandName)}
          {...shares}
          wholeFemale={isSame ? (whole?.female ?? null) : null}
          wholeMale={isSame ? (whole?.male ?? null) : null}
          women={panelWord('women', lang)}
          men={panelWord('men', lang)}
          label={agesSentence(value, lang)}
          titles={value.bands.map(
            (band) =>
              `${bandName(band)}: ${panelWord('men', lang)} ${say(band.male)}, ${panelWord('women', lang)} ${say(band.female)}`,
          )}
          width={WIDTH}
          row={ROW}
        />
      ) : (
        <p class="note">{panelWord(value.status === 'suppressed' ? 'hiddenAges' : 'noAges', lang)}</p>
      )}
    </Panel>
  )
}
