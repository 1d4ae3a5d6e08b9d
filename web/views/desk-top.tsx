import type { ComponentChildren } from 'preact'
import type { CatalogBody } from '../data/client.ts'
import { change, face, language, linkTo, themeName, view } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { facesOf } from './faces.ts'
import { isHelpOpen } from './page-keys.ts'
import { Later } from '../ui/later.tsx'

const loadTools = () => import('./view-tools.tsx').then((module) => module.ViewTools)

/** The city, the faces, and the two switches every page has. */
export function TopBar({ catalog, search }: { catalog: CatalogBody; search?: ComponentChildren }) {
  const lang = language.value
  const isFrozen = view.value.v !== null
  return (
    <header class="top">
      <h1>
        <Icon name="mark" />
        {catalog.city.name[lang]}
      </h1>
      <nav aria-label={word('faces', lang)}>
        {facesOf(catalog)
          .filter((each) => each.face !== 'wall')
          .map((each) => (
            <a key={each.face} href={linkTo(each.path)} aria-current={face.value === each.face ? 'page' : undefined}>
              {word(each.name, lang)}
            </a>
          ))}
      </nav>
      {search}
      <div class="top-tools">
        <button
          type="button"
          class="control wide-only"
          aria-pressed={isFrozen}
          onClick={() => change({ v: isFrozen ? null : catalog.snapshot.id })}
        >
          {word(isFrozen ? 'frozen' : 'freeze', lang)}
        </button>
        <Later load={loadTools} given={{}} />
        <a class="control wide-only" href={linkTo('/wall')}>
          {word('wall', lang)}
        </a>
        <button
          type="button"
          class="control"
          aria-label={word('help', lang)}
          onClick={() => {
            isHelpOpen.value = true
          }}
        >
          ?
        </button>
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
