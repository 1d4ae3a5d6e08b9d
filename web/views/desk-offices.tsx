import { retries } from '../data/answer-to.ts'
import { callOf } from '../data/calls.ts'
import { officeIndicator, offices } from '../data/desk-panel-questions.ts'
import { language } from '../state/store.ts'
import { Panel } from '../ui/panel.tsx'
import type { EvidenceProps } from './desk-evidence.tsx'
import { FunnelOf } from './desk-funnel-of.tsx'
import { panelWord } from './desk-panel-words.ts'
import { OfficeFunnel } from './loop-funnel.tsx'
import { officesSentence, officesTwin } from './loop-offices-model.ts'

/** The offices by how many cases they have, within what chance allows about the city. */
export default function Offices({ catalog, now }: EvidenceProps) {
  const lang = language.value
  const zh = lang === 'zh'
  const { value, error, pending } = offices.value
  const id = officeIndicator(now)
  const indicator = catalog.indicators.find((each) => each.id === id)
  const name = indicator?.label[lang] ?? ''
  const isUnasked = now.filters.urban_class.length + now.filters.status.length > 0
  const marks = zh
    ? '百分比；虚线 95%、实线 99.8% 界限，界内不排名'
    : 'percent; limits of 95 % (dashed) and 99.8 %; no ranks within'
  return (
    <Panel
      class="evidence-panel"
      title={zh ? `${name}：哪些单位超出偶然` : `${name}: which offices lie beyond chance`}
      sub={isUnasked ? `${marks}${zh ? '；' : '; '}${panelWord('notFiltered', lang)}` : marks}
      finding={value && value.offices.length > 0 ? officesSentence(value, lang) : undefined}
      {...(indicator ? { indicator } : {})}
      call={callOf(offices.value)}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      twin={value ? () => officesTwin(value, lang) : undefined}
      tools={<FunnelOf />}
    >
      {value && value.offices.length > 0 && indicator ? (
        <OfficeFunnel found={value} polarity={indicator.polarity} width={440} height={360} />
      ) : value || !pending ? (
        <p class="note">{panelWord('noOffices', lang)}</p>
      ) : (
        <div class="skeleton funnel-skeleton" aria-busy="true" />
      )}
    </Panel>
  )
}
