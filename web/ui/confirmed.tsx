import { useEffect, useRef, useState } from 'preact/hooks'

interface ConfirmedProps {
  /** What the button says; what it asks before it does it; the two answers. */
  ask: string
  question: string
  yes: string
  no: string
  onYes: () => void
  isStrong?: boolean
}

/** A button that asks once more in its own place before it does what it says. */
export function Confirmed({ ask, question, yes, no, onYes, isStrong }: ConfirmedProps) {
  const [isAsked, setAsked] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  const wasAsked = useRef(false)
  useEffect(() => {
    if (isAsked || wasAsked.current) first.current?.focus()
    wasAsked.current = isAsked
  }, [isAsked])
  if (!isAsked) {
    return (
      <p>
        <button
          type="button"
          ref={first}
          class={isStrong ? 'control control-strong' : 'control'}
          onClick={() => setAsked(true)}
        >
          {ask}
        </button>
      </p>
    )
  }
  const answer = () => {
    setAsked(false)
    onYes()
  }
  return (
    <div class="confirmed" role="group" aria-label={ask}>
      <p>{question}</p>
      <button type="button" ref={first} class="control control-strong" onClick={answer}>
        {yes}
      </button>
      <button type="button" class="control" onClick={() => setAsked(false)}>
        {no}
      </button>
    </div>
  )
}
