import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { language } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Icon } from './icons.tsx'

const WIDTH = 400
const EDGE = 16
const ENOUGH = 360

type Place = {
  left: string
  maxHeight: string
  top?: string
  bottom?: string
}

const px = (n: number) => `${Math.round(n)}px`

/** Beside what opens it, inside the window whatever scrolls: below, or above where there is more room. */
function placeBy(opener: DOMRect): Place {
  const { innerWidth, innerHeight } = globalThis
  const width = Math.min(WIDTH, innerWidth - 2 * EDGE)
  const left = Math.max(EDGE, Math.min(opener.right - width, innerWidth - width - EDGE))
  const below = innerHeight - opener.bottom - 8 - EDGE
  const above = opener.top - 8 - EDGE
  return below >= ENOUGH || below >= above
    ? { left: px(left), top: px(opener.bottom + 8), maxHeight: px(below) }
    : { left: px(left), bottom: px(innerHeight - opener.top + 8), maxHeight: px(above) }
}

interface PopoverProps {
  /** Class of the button, and what it says. */
  class: string
  name: ComponentChildren
  hint?: string
  /** What a screen reader calls the box. */
  label: string
  children: ComponentChildren
}

/** A word that opens a box beside it; Escape, a click elsewhere and scrolling close it. */
export function Popover(props: PopoverProps) {
  const [place, setPlace] = useState<Place | null>(null)
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!place) return undefined
    const close = () => setPlace(null)
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close()
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close()
    }
    document.addEventListener('pointerdown', elsewhere)
    document.addEventListener('scroll', elsewhere, true)
    document.addEventListener('keydown', escape)
    addEventListener('resize', close)
    return () => {
      document.removeEventListener('pointerdown', elsewhere)
      document.removeEventListener('scroll', elsewhere, true)
      document.removeEventListener('keydown', escape)
      removeEventListener('resize', close)
    }
  }, [place])
  return (
    <div class="method" ref={box}>
      <button
        type="button"
        class={props.class}
        title={props.hint}
        aria-expanded={place !== null}
        onClick={(event) => setPlace(place ? null : placeBy(event.currentTarget.getBoundingClientRect()))}
      >
        {props.name}
      </button>
      {place && (
        <div class="popover" role="dialog" aria-label={props.label} style={place}>
          <button
            type="button"
            class="tool popover-close"
            aria-label={word('close', language.value)}
            onClick={() => setPlace(null)}
          >
            <Icon name="close" />
          </button>
          {props.children}
        </div>
      )}
    </div>
  )
}
