import { useState } from 'preact/hooks'
import type { Twin } from '../charts/twin.ts'
import { language, linkTo } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Copy } from './copy.tsx'
import { Popover } from './popover.tsx'

interface TakeAwayProps {
  title: string
  /** The element that is drawn. */
  element: () => Element | null
  twin?: (() => Twin) | undefined
  /** Address of the question behind it. */
  call?: string | null | undefined
  /** Class and word of the button. */
  class?: string
  name?: string
}

/** A panel's menu of what can be taken away: its picture, its figures, the address behind it. */
export function TakeAway(props: TakeAwayProps) {
  const lang = language.value
  return (
    <Popover
      class={props.class ?? 'tool'}
      name={props.name ?? word('takeAway', lang)}
      hint={word('takeHint', lang)}
      label={`${word('takeAway', lang)} ${props.title}`}
    >
      <Ways {...props} />
    </Popover>
  )
}

const isQuery = (call: string) => call.startsWith('/api/query?')
const inFormat = (call: string, format: string) => `${call}&format=${format}`

function Ways({ title, element, twin, call }: TakeAwayProps) {
  const lang = language.value
  const [state, setState] = useState<'idle' | 'drawing' | 'failed'>('idle')
  const draw = async (scale: number) => {
    const target = element()
    if (!target) return
    setState('drawing')
    try {
      const [{ captionNow, pictureOf }, { download, fileName }] = await Promise.all([
        import('./picture/picture.ts'),
        import('./picture/download.ts'),
      ])
      download(await pictureOf(target, scale, await captionNow()), fileName(title, 'png'))
      setState('idle')
    } catch {
      setState('failed')
    }
  }
  const table = async (make: () => Twin) => {
    const [{ twinCsv }, { captionNow }, { download, fileName }] = await Promise.all([
      import('./twin-csv.ts'),
      import('./picture/picture.ts'),
      import('./picture/download.ts'),
    ])
    const { above, below } = await captionNow()
    const text = twinCsv(make(), [title, ...above, ...below])
    download(new Blob([text], { type: 'text/csv;charset=utf-8' }), fileName(title, 'csv'))
  }
  return (
    <div class="take-away">
      <h3>{title}</h3>
      <div class="take-row">
        <span>
          {word('pictureOf', lang)} PNG
          <span aria-live="polite" class="note">
            {' '}
            {state === 'drawing' ? word('drawing', lang) : state === 'failed' ? word('failedPicture', lang) : ''}
          </span>
        </span>
        {[2, 4].map((scale) => (
          <button
            key={scale}
            type="button"
            class="link"
            disabled={state === 'drawing'}
            onClick={() => void draw(scale)}
          >
            {scale}×
          </button>
        ))}
      </div>
      {twin && (
        <div class="take-row">
          <span>{word('asShown', lang)}</span>
          <button type="button" class="link" onClick={() => void table(twin)}>
            CSV
          </button>
        </div>
      )}
      {call && isQuery(call) && (
        <div class="take-row">
          <span>{word('withCodes', lang)}</span>
          {(['csv', 'xlsx'] as const).map((format) => (
            <a key={format} class="link" href={inFormat(call, format)} download>
              {format.toUpperCase()}
            </a>
          ))}
        </div>
      )}
      <div class="take-row">
        <span>{word('thisLink', lang)}</span>
        <Copy text={`${location.origin}${linkTo(location.pathname)}`} of={word('thisLink', lang)} language={lang} />
      </div>
      {call && (
        <>
          <div class="take-row">
            <span>{word('apiCall', lang)}</span>
            <Copy text={`${location.origin}${call}`} of={word('apiCall', lang)} language={lang} />
          </div>
          <code class="take-call">{call}</code>
        </>
      )}
    </div>
  )
}
