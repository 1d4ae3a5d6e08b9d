import type { CatalogBody } from '../data/client.ts'
import { change, face, language, linkTo, themeName, view } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'

/** The city, the faces, and the two switches every page has. */
export function TopBar({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const isFrozen = view.value.v !== null
  return (
    <header class="top">
      <h1>
        <Icon name="mark" />
        {catalog.city.name[lang]}
      </h1>
      <nav aria-label={word('faces', lang)}>
        <a href={linkTo('/')} aria-current={face.value === 'desk' ? 'page' : undefined}>
          {word('desk', lang)}
        </a>
        <a href={linkTo('/tables')} aria-current={face.value === 'tables' ? 'page' : undefined}>
          {word('tables', lang)}
        </a>
        <a href={linkTo('/data')} aria-current={face.value === 'data' ? 'page' : undefined}>
          {word('data', lang)}
        </a>
      </nav>
      <div class="top-tools">
        <button
          type="button"
          class="control wide-only"
          aria-pressed={isFrozen}
          onClick={() => change({ v: isFrozen ? null : catalog.snapshot.id })}
        >
          {word(isFrozen ? 'frozen' : 'freeze', lang)}
        </button>
        <a class="control wide-only" href={linkTo('/wall')}>
          {word('wall', lang)}
        </a>
        <button
          type="button"
          class="control"
          aria-label={word('switchTheme', lang)}
          onClick={() => change({ theme: themeName.value === 'dark' ? 'light' : 'dark' }, 'replace')}
        >
          <Icon name="theme" />
        </button>
        <button type="button" class="control" onClick={() => change({ lang: lang === 'zh' ? 'en' : 'zh' }, 'replace')}>
          {word('otherLanguage', lang)}
        </button>
      </div>
    </header>
  )
}
