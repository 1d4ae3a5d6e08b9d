import { useEffect, useRef } from 'preact/hooks'
import { remember } from '../state/remembered.ts'
import { face, language, linkTo, view } from '../state/store.ts'
import { PARAMETER_WORDS } from '../state/parameters.ts'
import { EMPTY, type Parameter, PARAMETERS } from '../state/view-state.ts'
import { say } from '../text/language.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import type { Binding } from '../ui/keys.ts'
import { helpWord } from './help-words.ts'
import { hasLetters, isHelpOpen, keys, allowLetters } from './page-keys.ts'
import { isTourOpen } from './tour-state.ts'
import './help.css'

/** What keys look like in print where they are not what they type. */
const CAPS: Record<string, string> = { Escape: 'Esc' }

/** Keys, addresses and the tour, over the page until it is closed; the focus then returns to where it was. */
export function Help() {
  const lang = language.value
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => box.current?.showModal(), [])
  const close = () => box.current?.close()
  const startTour = () => {
    close()
    if (face.value === 'desk') {
      isTourOpen.value = true
      return
    }
    remember('tour', null)
    location.assign(linkTo('/', { ...EMPTY, lang, theme: view.value.theme }))
  }
  return (
    <dialog
      ref={box}
      class="help"
      aria-label={word('help', lang)}
      onClose={() => {
        isHelpOpen.value = false
      }}
      onClick={(event) => event.target === box.current && close()}
    >
      <div class="help-page">
        <header class="panel-head">
          <h2>{word('help', lang)}</h2>
          <button type="button" class="tool" aria-label={word('close', lang)} onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {face.value !== 'wall' && (
          <p>
            <button type="button" class="control" onClick={startTour}>
              {helpWord('startTour', lang)}
            </button>
          </p>
        )}
        <h3>{helpWord('keys', lang)}</h3>
        <dl class="help-keys">
          {keys.listed().map((binding) => (
            <KeyLine key={binding.keys.join(' ')} of={binding} />
          ))}
        </dl>
        <label class="help-letters">
          <input
            type="checkbox"
            checked={hasLetters.value}
            onChange={(event) => allowLetters(event.currentTarget.checked)}
          />
          {helpWord('letters', lang)}
        </label>
        <p class="note">{helpWord('lettersNote', lang)}</p>
        <h3>{helpWord('address', lang)}</h3>
        <p>{helpWord('addressNote', lang)}</p>
        <dl class="help-parameters">
          {PARAMETERS.map((name) => (
            <ParameterLine key={name} name={name} />
          ))}
        </dl>
      </div>
    </dialog>
  )
}

function ParameterLine({ name }: { name: Parameter }) {
  const lang = language.value
  const entry = PARAMETER_WORDS[name]
  return (
    <>
      <dt>
        <code>{name}</code>
      </dt>
      <dd>
        {say(entry, lang)} <span class="note">{entry.takes}</span>
      </dd>
    </>
  )
}

function KeyLine({ of: { keys: pressed, does } }: { of: Binding }) {
  const lang = language.value
  return (
    <>
      <dt>
        {pressed.map((key, i) => (
          <span key={key + String(i)}>
            {i > 0 && <span class="note"> {helpWord('andThen', lang)} </span>}
            <kbd>{CAPS[key] ?? key}</kbd>
          </span>
        ))}
      </dt>
      <dd>{say(does, lang)}</dd>
    </>
  )
}
