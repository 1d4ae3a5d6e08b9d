import type { ComponentChildren } from 'preact'
import { linkTo } from '../state/store.ts'
import type { Language } from '../text/language.ts'
import { word } from '../text/words.ts'

interface HowProps {
  /** Indicator whose numbers stand beneath; none: the page that `to` names explains them. */
  id?: string
  to?: '/gap'
  language: Language
  children: ComponentChildren
}

/** A title that leads to how its numbers are made: formula, parts and files. It looks like any title: nobody points at a wall from afar. */
export const How = ({ id, to, language, children }: HowProps) => (
  <a
    class="wall-how"
    href={to ? linkTo(to) : `${linkTo('/data', { indicators: id === undefined ? [] : [id] })}#lineage`}
    title={word('howComputed', language)}
  >
    {children}
  </a>
)
