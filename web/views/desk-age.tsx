import type { CatalogBody } from '../data/client.ts'
import { language, view } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'

/** How a city may publish, in words. */
export const PROFILES: Record<string, { zh: string; en: string }> = {
  open: { zh: '公开数据', en: 'open data' },
  internal: { zh: '内部使用', en: 'internal use' },
  standard: { zh: '受控公布', en: 'controlled release' },
}

/** How old the data of the page are, where they came from, and which version they are. */
export function AgeBar({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const { snapshot, city } = catalog
  const zh = lang === 'zh'
  const year = snapshot.population_year
  return (
    <footer class="age">
      <span>
        {word('dataTo', lang)} <b>{snapshot.data_to}</b>
      </span>
      <span>
        {word('loaded', lang)} {snapshot.published_at.slice(0, 16).replace('T', ' ')}
      </span>
      <span>
        {[
          zh ? `${snapshot.files} 个文件` : `${snapshot.files} files`,
          snapshot.rows_in !== null && `${formatNumber(snapshot.rows_in)} ${zh ? '行' : 'rows'}`,
          zh ? `隔离 ${formatNumber(snapshot.quarantined)} 行` : `${formatNumber(snapshot.quarantined)} quarantined`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {year !== null && <span>{zh ? `人口 ${year} 年` : `population of ${year}`}</span>}
      <span>
        {word('snapshot', lang)} <b>{(view.value.v ?? snapshot.id).slice(0, 8)}</b>
      </span>
      <span class="age-profile">{PROFILES[city.profile]?.[lang]}</span>
    </footer>
  )
}
