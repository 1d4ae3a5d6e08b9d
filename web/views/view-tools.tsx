import { useState } from 'preact/hooks'
import { forgetView, saveView, savedViews, viewsAsText } from '../state/saved-views.ts'
import { canRedo, canUndo, redo, undo } from '../state/steps.ts'
import { language, linkTo, view } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Copy } from '../ui/copy.tsx'
import { Icon } from '../ui/icons.tsx'
import { Popover } from '../ui/popover.tsx'
import { TakeAway } from '../ui/take-away.tsx'

/** Taking selections back and bringing them again, and views with a name. */
export function ViewTools() {
  const lang = language.value
  return (
    <>
      <span class="view-steps wide-only">
        <button
          type="button"
          class="control"
          disabled={!canUndo.value}
          aria-label={word('undo', lang)}
          title={`${word('undo', lang)} Ctrl+Z`}
          onClick={undo}
        >
          <Icon name="undo" />
        </button>
        <button
          type="button"
          class="control"
          disabled={!canRedo.value}
          aria-label={word('redo', lang)}
          title={`${word('redo', lang)} Ctrl+Shift+Z`}
          onClick={redo}
        >
          <Icon name="redo" />
        </button>
      </span>
      <span class="wide-only">
        <Popover class="control" name={word('views', lang)} label={word('views', lang)}>
          <Views />
        </Popover>
      </span>
    </>
  )
}

/** The address of what is shown now; reading it keeps this in step with the view. */
const here = () => linkTo(location.pathname, view.value)

function Views() {
  const lang = language.value
  const [name, setName] = useState('')
  const all = savedViews.value
  const save = (event: Event) => {
    event.preventDefault()
    saveView(name, here())
    setName('')
  }
  return (
    <div class="views">
      <h3>{word('views', lang)}</h3>
      <form class="views-new" onSubmit={save}>
        <input
          type="text"
          maxLength={80}
          aria-label={word('viewName', lang)}
          placeholder={word('viewName', lang)}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit" class="control" disabled={name.trim() === ''}>
          {word('save', lang)}
        </button>
      </form>
      {all.length === 0 ? (
        <p class="note">{word('noViews', lang)}</p>
      ) : (
        <ul>
          {all.map((each) => (
            <li key={each.name}>
              <a class="link" href={each.address}>
                {each.name}
              </a>
              <Copy text={`${location.origin}${each.address}`} of={each.name} language={lang} />
              <button
                type="button"
                class="tool"
                aria-label={`${word('remove', lang)} ${each.name}`}
                onClick={() => forgetView(each.name)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="views-links">
        <span>
          {word('thisLink', lang)}{' '}
          <Copy text={`${location.origin}${here()}`} of={word('thisLink', lang)} language={lang} />
        </span>
        {all.length > 0 && (
          <span>
            {word('allLinks', lang)}{' '}
            <Copy text={viewsAsText(all, location.origin)} of={word('allLinks', lang)} language={lang} />
          </span>
        )}
      </p>
      <p class="note">{word('savedHere', lang)}</p>
      <p class="views-links">
        <a class="link" href={linkTo('/report')}>
          {word('report', lang)}
        </a>
        <TakeAway
          title={document.title}
          element={() => document.querySelector('.desk')}
          class="link"
          name={`${word('wholePage', lang)} PNG`}
        />
        <button type="button" class="link" onClick={() => print()}>
          {word('print', lang)}
        </button>
      </p>
    </div>
  )
}
