import { retries, whole } from '../data/desk-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import { connection } from '../data/live.ts'
import { rankedLevels } from '../state/selection.ts'
import { change, ignoredParameters, language, view } from '../state/store.ts'
import { say } from '../text/language.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { refusal } from './desk-refused.ts'
import { PageNotices } from './page-notices.tsx'

/** Parts of the address that were left out: unknown names, and indicators or levels this city does not have. */
function leftOut(catalog: CatalogBody): string[] {
  const { indicators, level } = view.value
  const unknown = indicators.filter((id) => !catalog.indicators.some((each) => each.id === id))
  const isRanked = level === null || rankedLevels(catalog).some((each) => each.id === level)
  return [
    ...ignoredParameters.value,
    ...unknown.map((id) => `indicators=${id}`),
    ...(isRanked ? [] : [`level=${level}`]),
  ]
}

function dismiss(catalog: CatalogBody): void {
  const { indicators, level } = view.value
  ignoredParameters.value = []
  change(
    {
      indicators: indicators.filter((id) => catalog.indicators.some((each) => each.id === id)),
      level: rankedLevels(catalog).some((each) => each.id === level) ? level : null,
    },
    'replace',
  )
}

/** What a reader must know before the figures: a lost connection, an older answer, a link only partly understood. */
export function Notices({ catalog }: { catalog: CatalogBody }) {
  const lang = language.value
  const ignored = leftOut(catalog)
  const { value, error } = whole.value
  const isLost = connection.value === 'lost'
  return (
    <div class="notices">
      <PageNotices />
      {!isLost && value && error && !refusal() && (
        <p class="notice notice-late" role="status">
          <Icon name="clock" />
          <span>
            {say(error.sentence, lang)} {word('keptNote', lang)}
            {lang === 'zh' ? '。' : '.'}
          </span>
          <button type="button" class="link" onClick={() => retries.value++}>
            {word('retry', lang)}
          </button>
        </p>
      )}
      {ignored.length > 0 && (
        <p class="notice" role="status">
          <span>
            {word('ignored', lang)}
            {lang === 'zh' ? '：' : ': '}
            <code>{ignored.join(lang === 'zh' ? '、' : ', ')}</code>
          </span>
          <button type="button" class="tool" aria-label={word('close', lang)} onClick={() => dismiss(catalog)}>
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  )
}
