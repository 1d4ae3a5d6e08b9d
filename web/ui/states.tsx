import type { ServerError } from '../data/client.ts'
import { language } from '../state/store.ts'
import { say } from '../text/language.ts'
import { word } from '../text/words.ts'

/** What went wrong and how to mend it; the reference finds it in the server's log. */
export function Failure(props: { error: ServerError; page?: boolean; onRetry?: () => void }) {
  const { error, onRetry } = props
  return (
    <div class={props.page ? 'failure failure-page' : 'failure'} role="alert">
      <p>{say(error.sentence, language.value)}</p>
      {error.reference !== null && (
        <p class="note">
          {word('reference', language.value)} {error.reference}
        </p>
      )}
      <button class="control" type="button" onClick={onRetry ?? (() => location.reload())}>
        {word('retry', language.value)}
      </button>
    </div>
  )
}

/** A page before anything is known of the city. */
export function Waiting() {
  return (
    <main class="page-waiting" aria-busy="true">
      <p role="status">{word('reading', language.value)}</p>
    </main>
  )
}

/** Grey bars that stand where rows will be, in the size they will have. */
export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div class="skeleton-rows" aria-busy="true">
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} class="skeleton-row">
          <span class="skeleton" />
          <span class="skeleton" />
        </div>
      ))}
    </div>
  )
}

/** The stamp of a value that is not a plain number, with its sentence on hover and focus. */
export function Stamp({ short, sentence }: { short: string; sentence: string }) {
  return (
    <abbr class="stamp" title={sentence} tabIndex={0}>
      {short}
    </abbr>
  )
}
