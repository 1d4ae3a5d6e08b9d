import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { language } from '../state/store.ts'
import { say } from '../text/language.ts'
import { helpWord, TOUR } from './help-words.ts'
import { endTour } from './tour-state.ts'
import './help.css'

const isCalm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Marks the part of the page that a step is about and brings it into sight. */
function usePart(target: string | undefined): void {
  useEffect(() => {
    const part = target === undefined ? null : document.querySelector(target)
    part?.setAttribute('data-toured', '')
    part?.scrollIntoView({ block: 'nearest', behavior: isCalm() ? 'auto' : 'smooth' })
    return () => part?.removeAttribute('data-toured')
  }, [target])
}

/** A few words on the parts of the page, in a corner: the page can be read and used meanwhile. Esc ends it. */
export function Tour() {
  const lang = language.value
  const box = useRef<HTMLDialogElement>(null)
  const steps = useMemo(() => TOUR.filter(({ target }) => document.querySelector(target)), [])
  const [at, setAt] = useState(0)
  const step = steps[at]
  usePart(step?.target)
  useEffect(() => {
    box.current?.show()
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && !document.querySelector('dialog:modal, .popover')) box.current?.close()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  if (!step) return null
  const isLast = at === steps.length - 1
  return (
    <dialog ref={box} class="tour" aria-label={helpWord('tour', lang)} aria-describedby="tour-text" onClose={endTour}>
      <div id="tour-text" aria-live="polite">
        <h2>{say(step.title, lang)}</h2>
        <p>{say(step.text, lang)}</p>
      </div>
      <div class="tour-steps">
        <span class="note">
          {at + 1} / {steps.length}
        </span>
        {!isLast && (
          <button type="button" class="control" onClick={() => box.current?.close()}>
            {helpWord('skip', lang)}
          </button>
        )}
        {at > 0 && (
          <button type="button" class="control" onClick={() => setAt(at - 1)}>
            {helpWord('back', lang)}
          </button>
        )}
        <button
          type="button"
          class="control control-strong"
          autofocus
          onClick={() => (isLast ? box.current?.close() : setAt(at + 1))}
        >
          {helpWord(isLast ? 'done' : 'next', lang)}
        </button>
      </div>
    </dialog>
  )
}
