import { useRef } from 'preact/hooks'
import type { IngestBody } from '../../api/schema/ingest.ts'
import { askIngest, ingest, ingestError } from '../data/ingest.ts'
import { language } from '../state/store.ts'
import { say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { Confirmed } from '../ui/confirmed.tsx'
import { Panel } from '../ui/panel.tsx'
import { formatBytes, formatDuration } from './data-model.ts'
import { type DataWord, dataWord } from './data-words.ts'

/** Share of the bytes read, 0 to 1; null where their sum is not known yet. */
export const shareDone = ({ done_bytes, total_bytes }: IngestBody): number | null =>
  total_bytes > 0 ? Math.min(1, done_bytes / total_bytes) : null

/** Loading again: how far it is, how fast, how long; starting and stopping it, each confirmed where it is asked. */
export function Ingest() {
  const lang = language.value
  const job = ingest.value
  const error = ingestError.value
  const box = useRef<HTMLDivElement>(null)
  const request = (method: 'POST' | 'DELETE') => {
    box.current?.focus()
    void askIngest(method)
  }
  return (
    <Panel id="ingest" class="data-ingest" title={dataWord('ingest', lang)} sub={dataWord('ingestSub', lang)}>
      <div ref={box} tabIndex={-1}>
        {job?.state === 'running' ? (
          <Running job={job} onCancel={() => request('DELETE')} />
        ) : (
          <>
            {job && <Ended job={job} />}
            <Confirmed
              ask={dataWord('again', lang)}
              question={dataWord('againNote', lang)}
              yes={dataWord('start', lang)}
              no={dataWord('notNow', lang)}
              onYes={() => request('POST')}
              isStrong
            />
          </>
        )}
        {error && (
          <p class="data-fault" role="alert">
            {say(error.sentence, lang)}
          </p>
        )}
      </div>
    </Panel>
  )
}

/** The bar and its figures; used small under the sentence, too. */
export function Bar({ job }: { job: IngestBody }) {
  const lang = language.value
  const share = shareDone(job)
  return (
    <progress
      class="data-bar"
      max={1}
      aria-label={dataWord('ingest', lang)}
      {...(share === null ? {} : { value: share })}
    />
  )
}

function Running({ job, onCancel }: { job: IngestBody; onCancel: () => void }) {
  const lang = language.value
  const share = shareDone(job)
  const tenth = share === null ? '' : `${Math.floor(share * 10) * 10}%`
  const figures = [
    job.total_bytes > 0 && `${formatBytes(job.done_bytes)} / ${formatBytes(job.total_bytes)}`,
    job.records > 0 && `${formatNumber(job.records)} ${dataWord('rows', lang)}`,
    job.rows_per_s !== null && `${formatNumber(job.rows_per_s)} ${lang === 'zh' ? '行/秒' : 'rows/s'}`,
    job.seconds_left !== null && formatDuration(job.seconds_left, lang),
  ]
  return (
    <div class="data-job">
      <p>
        <b>{say(job.step, lang)}</b> {job.file !== null && <span class="data-code">{job.file}</span>}
      </p>
      <Bar job={job} />
      <p class="data-figures">{figures.map((part, i) => part !== false && <span key={i}>{part}</span>)}</p>
      <p class="said-only" role="status">
        {say(job.step, lang)} {tenth}
      </p>
      <Confirmed
        ask={dataWord('cancel', lang)}
        question={dataWord('cancelNote', lang)}
        yes={dataWord('stop', lang)}
        no={dataWord('goOn', lang)}
        onYes={onCancel}
      />
    </div>
  )
}

const ENDED: Record<Exclude<IngestBody['state'], 'running'>, DataWord> = {
  idle: 'idle',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

function Ended({ job }: { job: IngestBody }) {
  const lang = language.value
  if (job.state === 'running') return null
  const isFailed = job.state === 'failed'
  return (
    <div class={isFailed ? 'data-job data-fault' : 'data-job'} role={isFailed ? 'alert' : 'status'}>
      <p>
        <b>{dataWord(ENDED[job.state], lang)}</b>
      </p>
      {job.message && <p class="data-message">{say(job.message, lang)}</p>}
    </div>
  )
}
