import { catalog } from '../data/live.ts'
import { change, face, language, linkTo, themeName, view } from '../state/store.ts'
import { say } from '../text/language.ts'

const WORDS = {
  desk: { zh: '分析台', en: 'Desk' },
  tables: { zh: '研究表', en: 'Tables' },
  wall: { zh: '大屏', en: 'Wall' },
  theme: { zh: '切换明暗', en: 'Switch light and dark' },
  freeze: { zh: '冻结链接', en: 'Freeze link' },
  unfreeze: { zh: '已冻结，恢复最新', en: 'Frozen: follow the newest' },
  faces: { zh: '页面', en: 'Pages' },
}

/** City, faces, and what concerns the whole page: frozen link, wall, theme, language. */
export function TopBar() {
  const text = language.value
  const known = catalog.value.value
  const frozen = view.value.v !== null
  return (
    <header class="top-bar">
      <a class="brand" href={linkTo('/')}>
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 2l7 4v8l-7 4-7-4V6zM3 6l7 4 7-4M10 10v8" fill="none" stroke="currentColor" stroke-width="1.6" />
        </svg>
        {known ? say(known.city.name, text) : ''}
      </a>
      <nav aria-label={say(WORDS.faces, text)}>
        <a href={linkTo('/')} aria-current={face.value === 'desk' ? 'page' : undefined}>
          {say(WORDS.desk, text)}
        </a>
        <a href={linkTo('/tables')} aria-current={face.value === 'tables' ? 'page' : undefined}>
          {say(WORDS.tables, text)}
        </a>
      </nav>
      <div class="top-tools">
        <button
          type="button"
          class="control freeze"
          aria-pressed={frozen}
          onClick={() => change({ v: frozen ? null : (known?.snapshot.id ?? null) })}
        >
          {say(frozen ? WORDS.unfreeze : WORDS.freeze, text)}
        </button>
        <a class="control" href={`/wall?lang=${text}`}>
          {say(WORDS.wall, text)}
        </a>
        <button
          type="button"
          class="control square"
          aria-label={say(WORDS.theme, text)}
          onClick={() => change({ theme: themeName.value === 'dark' ? 'light' : 'dark' }, 'replace')}
        >
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.6" />
            <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
          </svg>
        </button>
        <button
          type="button"
          class="control square"
          lang={text === 'zh' ? 'en' : 'zh'}
          onClick={() => change({ lang: text === 'zh' ? 'en' : 'zh' }, 'replace')}
        >
          {text === 'zh' ? 'EN' : '中'}
        </button>
      </div>
    </header>
  )
}
