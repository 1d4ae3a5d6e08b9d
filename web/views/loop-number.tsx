import type { Parameters } from '../data/answer-to.ts'
import { loop, openList } from '../data/loop-questions.ts'
import { language } from '../state/store.ts'
import { formatNumber } from '../text/numbers.ts'
import { loopWord, setWord } from './loop-words.ts'

interface ListedProps {
  /** How many cases are behind it. */
  n: number
  /** What stands there; unset: the number of cases. */
  text?: string
  title: string
  asked: Parameters
}

/** A number; where lists may be read, a button that opens the cases behind it. */
export function Listed({ n, text = formatNumber(n), title, asked }: ListedProps) {
  if (!loop.value.value?.has_lists || n === 0) return <>{text}</>
  return (
    <button
      type="button"
      class="link"
      aria-label={`${title} ${text} · ${loopWord('list', language.value)}`}
      onClick={() => {
        openList.value = { title, asked }
      }}
    >
      {text}
    </button>
  )
}

/** The size of a set of cases. */
export function SetNumber({ set }: { set: string }) {
  const n = loop.value.value?.sets[set]
  const lang = language.value
  if (n === null || n === undefined) return <>{loopWord('unrecorded', lang)}</>
  return <Listed n={n} title={setWord(set, lang)} asked={{ set }} />
}
