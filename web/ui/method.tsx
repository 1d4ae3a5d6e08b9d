import { useEffect, useRef, useState } from 'preact/hooks'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { language } from '../state/store.ts'
import { say } from '../text/language.ts'
import { type Word, word } from '../text/words.ts'
import { Icon } from './icons.tsx'

/** A word that opens the definition of an indicator: how it is made, from what, in which version. */
export function Method({ indicator, name = 'method' }: { indicator: Indicator; name?: Word }) {
  const [isOpen, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const lang = language.value
  useEffect(() => {
    if (!isOpen) return undefined
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('keydown', escape)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('keydown', escape)
    }
  }, [isOpen])
  return (
    <div class="method" ref={box}>
      <button
        type="button"
        class={name === 'method' ? 'tool' : 'link'}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {word(name, lang)}
      </button>
      {isOpen && (
        <div class="popover" role="dialog" aria-label={say(indicator.label, lang)}>
          <button
            type="button"
            class="tool popover-close"
            aria-label={word('close', lang)}
            onClick={() => setOpen(false)}
          >
            <Icon name="close" />
          </button>
          <h3>{say(indicator.label, lang)}</h3>
          <p>{say(indicator.note, lang)}</p>
          <p class="note">
            {word('source', lang)} {say(indicator.source, lang)} · {word('version', lang)} {indicator.version}
          </p>
        </div>
      )}
    </div>
  )
}
