import { catalog } from '../data/live.ts'
import { daysLate } from '../state/late.ts'
import { face, language, linkTo, view } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { todayIn } from './data-model.ts'

/** Days since the data ended, where they are late; null also on a link frozen to a version. */
export function lateBy(): number | null {
  const known = catalog.value.value
  if (!known || view.value.v !== null) return null
  return daysLate(known.snapshot.data_to, todayIn(known.city.time_zone), known.published !== null)
}

/** Says that the newest data are old, so that nobody takes them for today's. */
export function LateNotice() {
  const lang = language.value
  const days = lateBy()
  if (days === null) return null
  return (
    <p class="notice notice-late" role="status">
      <Icon name="clock" />
      <span>
        <b>
          {lang === 'zh' ? `数据停在 ${formatNumber(days)} 天前` : `The data end ${formatNumber(days)} days ago`}
          {lang === 'zh' ? '。' : '.'}
        </b>{' '}
        {word('lateNote', lang)}
      </span>
      {face.value !== 'data' && (
        <a class="link" href={linkTo('/data')}>
          {word('seeLoads', lang)}
        </a>
      )}
    </p>
  )
}
