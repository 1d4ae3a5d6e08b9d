import { connection, lostAt } from '../data/live.ts'
import { language } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'

const clock = (at: number) => new Date(at).toTimeString().slice(0, 5)

/** Says since when the server is out of reach, and that the figures are those from before. */
export function LostNotice() {
  const lang = language.value
  const since = lostAt.value
  if (connection.value !== 'lost') return null
  return (
    <p class="notice notice-late" role="status">
      <Icon name="clock" />
      <span>
        <b>
          {word('lost', lang)}
          {since !== null && ` ${clock(since)}`}
        </b>
        {lang === 'zh' ? '，' : ': '}
        {word('lostNote', lang)}
      </span>
    </p>
  )
}
