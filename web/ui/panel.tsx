import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Twin } from '../charts/twin.ts'
import type { ServerError } from '../data/client.ts'
import { language } from '../state/store.ts'
import { word } from '../text/words.ts'
import { type Explained, Method } from './method.tsx'
import { Failure } from './states.tsx'
import { TakeAway } from './take-away.tsx'
import { TwinTable } from './twin-table.tsx'

export interface PanelProps {
  class?: string
  /** Where a link on the page may lead. */
  id?: string
  title: string
  /** Measure, unit, period and marks. */
  sub?: string
  /** What it found, in one generated sentence. */
  finding?: string | undefined
  indicator?: Explained
  /** The same rows as a table; made only when asked for. */
  twin?: (() => Twin) | undefined
  tools?: ComponentChildren
  /** Address of the question behind it. */
  call?: string | null | undefined
  error?: ServerError | null
  pending?: boolean
  onRetry?: () => void
  children: ComponentChildren
}

/** Stands for a line whose words are not known yet, in its height. */
export const UNKNOWN_YET = '\u00a0'

/** A titled part of a page with its tools: the table twin, how the number is made, and what can be taken away. */
export function Panel(props: PanelProps) {
  const [asTable, setAsTable] = useState(false)
  const { twin, indicator, error } = props
  const box = useRef<HTMLElement>(null)
  return (
    <section
      ref={box}
      id={props.id}
      class={`panel ${props.class ?? ''}`}
      aria-label={props.title}
      aria-busy={props.pending === true}
    >
      <header class="panel-head">
        <h2>{props.title}</h2>
        <div class="panel-tools">
          {props.tools}
          {twin && (
            <button type="button" class="tool" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {word(asTable ? 'picture' : 'table', language.value)}
            </button>
          )}
          {indicator && <Method indicator={indicator} />}
          <TakeAway title={props.title} element={() => box.current} twin={twin} call={props.call} />
        </div>
      </header>
      {props.sub !== undefined && <p class="panel-sub">{props.sub}</p>}
      {props.finding !== undefined && props.finding !== '' && <p class="panel-finding">{props.finding}</p>}
      <div class="panel-body">
        {error ? (
          <Failure error={error} {...(props.onRetry ? { onRetry: props.onRetry } : {})} />
        ) : asTable && twin ? (
          <TwinTable twin={twin()} caption={props.title} />
        ) : (
          props.children
        )}
      </div>
    </section>
  )
}
