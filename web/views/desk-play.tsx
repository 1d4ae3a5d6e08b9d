import { effect, signal } from '@preact/signals'
import { canMove, frame, isPlaying, letGo, moveTo } from '../data/desk-block.ts'
import { selection } from '../data/desk-questions.ts'
import type { Period } from '../state/brush-frame.ts'
import { bucketsOf, stepped } from '../state/brush-window.ts'
import { language } from '../state/store.ts'
import { brushWord } from './brush-words.ts'

const SPEEDS = [1, 2, 4] as const
const TICK_MS = 400
/** Steps to the length of the window. */
const STEPS = 8
/** Who asked for less motion sees whole windows, one after the other and long enough to be read. */
const STILL_MS = 2000
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)')

const speed = signal<(typeof SPEEDS)[number]>(1)
let at: Period | null = null

function tick(): void {
  const now = frame.value
  const from = at ?? selection.value
  if (!now || !from) return
  const { edges } = now.block
  const length = bucketsOf(edges, from)
  const isFirst = at === null
  const next = stepped(edges, from, 'both', lessMotion.matches ? length : Math.max(1, Math.round(length / STEPS)))
  if (next.to !== from.to || next.from !== from.from) at = next
  // At the end it begins anew when it is started, and stops when it comes there.
  else if (isFirst) at = stepped(edges, from, 'both', -edges.length)
  else return pause()
  moveTo(at)
}

/** Stops where it is; the address becomes that of the period shown. */
export function pause(): void {
  if (!isPlaying.value) return
  isPlaying.value = false
  if (at) letGo(at)
  at = null
}

effect(() => {
  if (!isPlaying.value) return undefined
  const timer = setInterval(tick, lessMotion.matches ? STILL_MS : TICK_MS / speed.value)
  return () => clearInterval(timer)
})

/** Plays the window through time, where the page can move with it. */
export function Play() {
  const lang = language.value
  if (!canMove.value) return null
  return (
    <>
      {isPlaying.value && (
        <button
          type="button"
          class="tool"
          aria-label={`${brushWord('speed', lang)} ${speed.value}×`}
          onClick={() => {
            speed.value = SPEEDS[(SPEEDS.indexOf(speed.value) + 1) % SPEEDS.length] ?? 1
          }}
        >
          {speed.value}×
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-pressed={isPlaying.value}
        onClick={() => {
          if (isPlaying.value) pause()
          else isPlaying.value = true
        }}
      >
        {brushWord(isPlaying.value ? 'pause' : 'play', lang)}
      </button>
    </>
  )
}
