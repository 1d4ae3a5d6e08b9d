import { catalog } from '../data/live.ts'
import { change, language, view } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'

/** Says that the page is frozen to a version of the data, whether a newer one is there, and offers to thaw. */
export function FrozenNotice() {
  const lang = language.value
  const { v } = view.value
  const newest = catalog.value.value?.snapshot
  if (v === null) return null
  const isNewest = newest?.id === v
  const zh = lang === 'zh'
  const since = newest ? newest.published_at.slice(0, 16).replace('T', ' ') : ''
  const newer = isNewest
    ? zh
      ? '（目前就是最新版本）'
      : ' (now the newest)'
    : zh
      ? `（已有 ${since} 的新版本）`
      : ` (there is a newer one of ${since})`
  return (
    <p class="notice notice-frozen" role="status">
      <Icon name="clock" />
      <span>
        {word('frozenTo', lang)} <b>{v.slice(0, 8)}</b>
        {newer}
        {zh ? '，' : '; '}
        {word('frozenNote', lang)}
        {zh ? '。' : '.'}
      </span>
      <button type="button" class="link" onClick={() => change({ v: null })}>
        {word('thaw', lang)}
      </button>
    </p>
  )
}
