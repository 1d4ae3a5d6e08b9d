import { computed, signal } from '@preact/signals'
import { Brush } from '../charts/brush.tsx'
import type { ChartGrid } from '../charts/chart.tsx'
import { frame, isPlaying, letGo, moveTo, wantsBlock } from '../data/desk-block.ts'
import { allDays } from '../data/desk-questions.ts'
import { catalog } from '../data/live.ts'
import type { Period } from '../state/brush-frame.ts'
import { dayEdges, dragged, type Grip, monthEdges, stepped } from '../state/brush-window.ts'
import { language } from '../state/store.ts'
import { addDays, dayNumber, daysIn, formatPeriod } from '../text/dates.ts'
import { brushWord, daysText } from './brush-words.ts'
import { pause } from './desk-play.tsx'

const DAY_MS = 86_400_000
/** A pause in the keys that ends a move. */
const KEYS_REST_MS = 500

/** The window while it is held; null while it rests. */
const draft = signal<Period | null>(null)
let rest: ReturnType<typeof setTimeout> | undefined

/** Where the window may stand: on the block's edges, on published months, else on any day. */
export const edges = computed((): readonly string[] => {
  const all = allDays.value
  if (!all) return []
  return frame.value?.block.edges ?? (catalog.value.value?.published ? monthEdges(all) : dayEdges(all))
})

const hold = (period: Period) => {
  draft.value = period
  moveTo(period)
}

function end(): void {
  clearTimeout(rest)
  const period = draft.value
  draft.value = null
  if (period) letGo(period)
}

/** The window on the trend: the page moves with it, and the address changes once it is let go. */
export function TimeBrush({ grid, shown }: { grid: ChartGrid; shown: Period }) {
  const lang = language.value
  const window = draft.value ?? shown
  const said = `${formatPeriod(window.from, window.to, lang)}${lang === 'zh' ? '，' : ', '}${daysText(daysIn(window.from, window.to), lang)}`
  const instant = (day: string) => dayNumber(day) * DAY_MS
  return (
    <Brush
      grid={grid}
      window={{ from: instant(window.from), to: instant(addDays(window.to, 1)) }}
      words={{
        both: {
          name: `${brushWord('window', lang)}${lang === 'zh' ? '。' : '. '}${brushWord('help', lang)}`,
          value: said,
        },
        from: { name: brushWord('from', lang), value: window.from },
        to: { name: brushWord('to', lang), value: window.to },
      }}
      caption={draft.value || isPlaying.value ? said : ''}
      onDrag={(grip, from, to) => {
        pause()
        clearTimeout(rest)
        hold(dragged(edges.value, window, grip, from / DAY_MS, to / DAY_MS))
      }}
      onLetGo={end}
      onCancel={() => {
        draft.value = null
        moveTo(null)
      }}
      onKey={(grip: Grip, steps) => {
        pause()
        clearTimeout(rest)
        hold(stepped(edges.value, window, grip, steps))
        rest = setTimeout(end, KEYS_REST_MS)
      }}
      onNear={(isNear) => {
        wantsBlock.value = isNear
      }}
    />
  )
}
