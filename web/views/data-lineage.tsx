import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { CatalogBody } from '../data/client.ts'
import { retries } from '../data/answer-to.ts'
import { lineage, snapshots, tracedIndicator } from '../data/data-questions.ts'
import { change, language } from '../state/store.ts'
import { formulaText } from '../../warehouse/catalog/formula.ts'
import { type Language, say } from '../text/language.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { Cell, Collected, Computed, Governed, Stored } from './data-lineage-cells.tsx'
import { measured, strandsOf } from './data-lineage-model.ts'
import { Takes } from './data-lineage-takes.tsx'
import type { Load } from './data-model.ts'
import { dataWord } from './data-words.ts'
import { PROFILES } from './desk-age.tsx'
import { INDICATOR_GROUPS } from '../../warehouse/catalog/words.ts'

const STEPS = ['collect', 'store', 'compute', 'govern', 'use'] as const

/** The way of an indicator back to its files: 采 存 算 管 用, one column a step, one row a strand. */
export function Lineage({ catalog, loads }: { catalog: CatalogBody; loads: Load[] | null }) {
  const lang = language.value
  const indicator = tracedIndicator.value
  const { value, error, pending } = lineage.value
  const isKnown = loads !== null && indicator !== null && value?.indicators[0]?.id === indicator.id
  useEffect(() => {
    if (isKnown && location.hash === '#lineage') document.querySelector('#lineage')?.scrollIntoView()
  }, [isKnown])
  if (!indicator) return null
  const strands = isKnown ? strandsOf(measured(indicator, catalog.indicators), value, loads) : []
  const snapshot = snapshots.value.value?.find((each) => each.id === value?.snapshot)
  const sources = new Set(strands.flatMap((strand) => strand.sources.map(({ source }) => source)))
  const files = loads?.filter((load) => sources.has(load.source)).length ?? 0
  const name = say(indicator.label, lang)
  const finding = lang === 'zh' ? `${name}从哪里来：${files} 个文件` : `Where “${name}” comes from: ${files} files`
  return (
    <Panel
      id="lineage"
      class="data-lineage"
      title={isKnown ? finding : dataWord('lineage', lang)}
      sub={say(indicator.note, lang)}
      indicator={indicator}
      error={value ? null : error}
      pending={pending}
      onRetry={() => retries.value++}
      tools={<Choice catalog={catalog} indicator={indicator} language={lang} />}
    >
      {isKnown ? (
        <ol class="lineage" style={{ '--strands': strands.length + 1 }}>
          <Step name="collect">
            {strands.map((strand, i) => (
              <Collected key={i} strand={strand} language={lang} />
            ))}
            <Cell label="inAll">
              <p>
                {lang === 'zh' ? `${sources.size} 个来源，${files} 个文件` : `${sources.size} sources, ${files} files`}
              </p>
            </Cell>
          </Step>
          <Step name="store">
            {strands.map((strand, i) => (
              <Stored key={i} strand={strand} language={lang} />
            ))}
            <Cell label="version">
              <p class="data-code">{value.snapshot}</p>
              {snapshot && <p>{snapshot.published_at.slice(0, 16).replace('T', ' ')}</p>}
            </Cell>
          </Step>
          <Step name="compute">
            {strands.map((strand, i) => (
              <Computed key={i} strand={strand} language={lang} />
            ))}
            <Cell label="value">
              {formulaText(indicator, lang).map((line, i) => (
                <p key={line} class={i === 0 ? 'lineage-result' : ''}>
                  {line}
                </p>
              ))}
            </Cell>
          </Step>
          <Step name="govern">
            {strands.map((strand, i) => (
              <Governed key={i} sources={strand.sources} language={lang} />
            ))}
            <Cell label="definition">
              <p>
                {indicator.id} v{indicator.version}
                {lang === 'zh' ? '，' : ', '}
                {PROFILES[catalog.city.profile]?.[lang]}
              </p>
              <p>{say(indicator.source, lang)}</p>
            </Cell>
          </Step>
          <Step name="use">
            <Takes catalog={catalog} indicator={indicator} snapshot={value.snapshot} language={lang} />
          </Step>
        </ol>
      ) : (
        <SkeletonRows rows={8} />
      )}
    </Panel>
  )
}

function Step({ name, children }: { name: (typeof STEPS)[number]; children: ComponentChildren }) {
  const lang = language.value
  return (
    <li class={`lineage-step lineage-${name}`}>
      <h3>
        <span lang="zh-CN" aria-hidden={lang === 'en'}>
          {dataWord(`${name}Sign`, lang)}
        </span>
        <span>{dataWord(name, lang)}</span>
      </h3>
      {children}
    </li>
  )
}

function Choice({
  catalog,
  indicator,
  language: text,
}: {
  catalog: CatalogBody
  indicator: Indicator
  language: Language
}) {
  const groups = [...new Set(catalog.indicators.map((each) => each.group))]
  return (
    <label class="control filter">
      <span class="filter-name">{dataWord('indicator', text)}</span>
      <select value={indicator.id} onChange={(event) => change({ indicators: [event.currentTarget.value] })}>
        {groups.map((group) => (
          <optgroup key={group} label={say(INDICATOR_GROUPS[group], text)}>
            {catalog.indicators
              .filter((each) => each.group === group)
              .map((each) => (
                <option key={each.id} value={each.id} selected={each.id === indicator.id}>
                  {say(each.label, text)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  )
}
