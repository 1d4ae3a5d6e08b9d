import { useState } from 'preact/hooks'
import type { Label } from '../../warehouse/catalog/types.ts'
import { type Language, say } from '../text/language.ts'

const COPY: Label = { zh: '复制', en: 'Copy' }
const COPIED: Label = { zh: '已复制', en: 'Copied' }

/** Puts a text on the clipboard and says so; `of` names the text to a screen reader. */
export function Copy({ text, of, language }: { text: string; of?: string; language: Language }) {
  const [done, setDone] = useState(false)
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setDone(true),
      () => setDone(false),
    )
  }
  return (
    <button type="button" class="link" onClick={copy}>
      <span aria-live="polite">{say(done ? COPIED : COPY, language)}</span>
      {of !== undefined && <span class="said-only"> {of}</span>}
    </button>
  )
}
