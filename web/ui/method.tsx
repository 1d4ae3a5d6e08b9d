import { type CodebookEntry, codebookEntry, codebookLines } from '../../warehouse/catalog/codebook.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import { language, linkTo } from '../state/store.ts'
import { say } from '../text/language.ts'
import { type Word, word } from '../text/words.ts'
import { Popover } from './popover.tsx'

/** What can be explained: an indicator, an entry of the codebook, or a method of a page. */
export type Explained =
  | Indicator
  | (Pick<CodebookEntry, 'label' | 'note' | 'source' | 'version'> & Partial<CodebookEntry>)

/** A word that opens the codebook's entry of a number: formula, parts, period, from when it is reliable, source. */
export function Method({ indicator, name = 'method' }: { indicator: Explained; name?: Word }) {
  const lang = language.value
  return (
    <Popover
      class={name === 'howComputed' ? 'link' : 'tool'}
      name={word(name, lang)}
      hint={word('howComputed', lang)}
      label={say(indicator.label, lang)}
    >
      <Entry of={indicator} />
    </Popover>
  )
}

function Entry({ of }: { of: Explained }) {
  const lang = language.value
  const entry = 'kind' in of ? codebookEntry(of) : of
  return (
    <>
      <h3>{say(entry.label, lang)}</h3>
      <p>{say(entry.note, lang)}</p>
      <dl>
        {codebookLines(entry, lang)
          .filter(({ line }) => line !== 'note')
          .map(({ line, name, text }) => (
            <Line key={line} name={name} text={text} />
          ))}
        <Line name={word('version', lang)} text={String(entry.version)} />
      </dl>
      {'kind' in of && (
        <p>
          <a class="link" href={`${linkTo('/data', { indicators: [of.id] })}#lineage`}>
            {word('whichFiles', lang)}
          </a>
        </p>
      )}
    </>
  )
}

function Line({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  )
}
