import { signal } from '@preact/signals'
import { type FacetName, FACETS, facets } from '../data/desk-questions.ts'
import { withMember } from '../state/published.ts'
import { change, language, view } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { say } from '../text/language.ts'
import { type Word, word } from '../text/words.ts'
import { Method } from '../ui/method.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import type { CatalogBody } from '../data/client.ts'

const TITLES: Record<FacetName, Word> = {
  category_group: 'category',
  category: 'detail',
  channel: 'channel',
  department: 'department',
  urban_class: 'urbanClass',
}
const ROWS: Record<FacetName, number> = { category_group: 9, category: 9, channel: 5, department: 5, urban_class: 3 }

/** Facets shown in full. */
const opened = signal<readonly FacetName[]>([])

interface Member {
  code: string
  label: string
  n: number
}

function membersOf(name: FacetName, catalog: CatalogBody): Member[] {
  const answer = facets[name].value.value
  const key = answer?.keys[0]
  const series = answer?.series[0]
  const parents = catalog.dimensions.find((dimension) => dimension.id === name)?.members
  const groups = view.value.filters.category_group
  return (key?.codes ?? [])
    .flatMap((code, i): Member[] => {
      if (code === null) return []
      const parent = parents?.find((member) => member.code === code)?.parent
      if (name === 'category' && (parent === undefined || !groups.includes(parent))) return []
      return [{ code, label: key?.labels[i]?.[language.value] ?? code, n: series?.value[i] ?? 0 }]
    })
    .toSorted((a, b) => b.n - a.n)
}

/** Members of each coded field with their counts; a click filters by one. */
export function Facets({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const has = (name: FacetName) =>
    (catalog.dimensions.find((dimension) => dimension.id === name)?.members?.length ?? 0) > 0
  const shown = FACETS.filter(has)
  return (
    <nav class="facets" aria-label={word('facets', lang)}>
      {shown.map((name) => (
        <Facet key={name} name={name} catalog={catalog} />
      ))}
    </nav>
  )
}

function Facet({ name, catalog }: { name: FacetName; catalog: CatalogBody }) {
  const lang = language.value
  const all = membersOf(name, catalog)
  const chosen = view.value.filters[name]
  const isOpen = opened.value.includes(name)
  const counted = catalog.indicators.find((each) => each.id === 'case_count')
  const members = isOpen ? all : all.slice(0, ROWS[name])
  const most = all[0]?.n ?? 1
  const isKnown = facets[name].value.value !== null
  if (all.length === 0 && (name === 'category' || isKnown || facets[name].value.error?.status === 400)) return null
  const toggle = () => {
    opened.value = isOpen ? opened.value.filter((each) => each !== name) : [...opened.value, name]
  }
  const count =
    all.length > members.length
      ? lang === 'zh'
        ? `（${members.length}/${all.length}）`
        : ` (${members.length}/${all.length})`
      : ''
  return (
    <section class="facet" aria-label={word(TITLES[name], lang)}>
      <header>
        <h2>
          {word(TITLES[name], lang)}
          {count}
        </h2>
        {counted ? <Method indicator={counted} name="cases" /> : <span class="note">{word('cases', lang)}</span>}
      </header>
      {facets[name].value.value ? (
        <ul>
          {members.map((member) => (
            <li key={member.code}>
              <button
                type="button"
                aria-pressed={chosen.includes(member.code)}
                onClick={() => change({ filters: withMember(catalog, view.value.filters, name, member.code) })}
              >
                <span title={member.label}>{member.label}</span>
                <span class="number">{formatNumber(member.n)}</span>
                <svg width="100%" height="3" aria-hidden="true">
                  <rect width={`${(100 * member.n) / Math.max(1, most)}%`} height="3" />
                </svg>
              </button>
            </li>
          ))}
        </ul>
      ) : facets[name].value.error ? (
        <p class="note">{say(facets[name].value.error.sentence, lang)}</p>
      ) : (
        <SkeletonRows rows={ROWS[name]} />
      )}
      {all.length > ROWS[name] && (
        <button type="button" class="tool" onClick={toggle}>
          {word(isOpen ? 'fewer' : 'more', lang)}
        </button>
      )}
    </section>
  )
}
