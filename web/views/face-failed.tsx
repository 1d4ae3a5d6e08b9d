import type { ServerError } from '../data/client.ts'
import { change, language, view } from '../state/store.ts'
import { EMPTY, LISTS } from '../state/view-state.ts'
import { say } from '../text/language.ts'
import { word } from '../text/words.ts'
import { Failure } from '../ui/states.tsx'

/** Whether the server refuses the page's own question: every panel would only say the same. */
export const isRefusal = (error: ServerError | null): error is ServerError =>
  error !== null && error.status >= 400 && error.status < 500

interface FailedProps {
  error: ServerError
  title?: string
  /** Stands inside the main part of the page. */
  isPart?: boolean
  onRetry: () => void
}

/** One sentence for the whole page in place of its panels, and the way out: another question, or the same again. */
export function FaceFailed(props: FailedProps) {
  const { error } = props
  const Part = props.isPart ? 'div' : 'main'
  const lang = language.value
  if (!isRefusal(error)) {
    return (
      <Part class="face-failed">
        <Failure error={error} page onRetry={props.onRetry} />
      </Part>
    )
  }
  const { filters, theme, v } = view.value
  const isFiltered = LISTS.some((name) => filters[name].length > 0)
  return (
    <Part class="face-failed">
      <section class="panel desk-empty" role="alert">
        <h2>{props.title ?? word('refused', lang)}</h2>
        <p>{say(error.sentence, lang)}</p>
        <div class="desk-empty-tools">
          {isFiltered && (
            <button type="button" class="control control-strong" onClick={() => change({ filters: EMPTY.filters })}>
              {word('removeFilters', lang)}
            </button>
          )}
          {v !== null && (
            <button type="button" class="control" onClick={() => change({ v: null })}>
              {word('showNewest', lang)}
            </button>
          )}
          <button type="button" class="control" onClick={() => change({ ...EMPTY, lang: view.value.lang, theme })}>
            {word('startAfresh', lang)}
          </button>
        </div>
        {error.reference !== null && (
          <p class="note">
            {word('reference', lang)} {error.reference}
          </p>
        )}
      </section>
    </Part>
  )
}
