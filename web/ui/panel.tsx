import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { Twin } from '../charts/twin.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { ServerError } from '../data/client.ts'
import { language } from '../state/store.ts'
import { word } from '../text/words.ts'
import { Method } from './method.tsx'
import { Failure } from './states.tsx'
import { TwinTable } from './twin-table.tsx'

export interface PanelProps {
  class?: string
  /** Where a link on the page may lead. */
  id?: string
  title: string
  /** Measure, unit, period and marks. */
  sub?: string
  indicator?: Indicator
  /** The same rows as a table; made only when asked for. */
  twin?: (() => Twin) | undefined
  tools?: ComponentChildren
  error?: ServerError | null
  pending?: boolean
  onRetry?: () => void
  children: ComponentChildren
}

/** A titled part of a page with its tools: the table twin and how the number is made. */
export function Panel(props: PanelProps) {
  const [asTable, setAsTable] = useState(false)
  const { twin, indicator, error } = props
  return (
    <section
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
        </div>
      </header>
      {props.sub !== undefined && <p class="panel-sub">{props.sub}</p>}
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
