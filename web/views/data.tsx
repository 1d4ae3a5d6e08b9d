import { retries, shownSnapshot } from '../data/answer-to.ts'
import { checks, lineage, loads, quarantine, snapshots } from '../data/data-questions.ts'
import type { CatalogBody } from '../data/client.ts'
import { ingest } from '../data/ingest.ts'
import { catalog, connection } from '../data/live.ts'
import { change, language, view } from '../state/store.ts'
import { dataSentence } from '../text/data-sentence.ts'
import { say } from '../text/language.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { Failure, Waiting } from '../ui/states.tsx'
import { Checks, failedChecks } from './data-checks.tsx'
import { Bar, Ingest } from './data-ingest.tsx'
import { formatShare, type Load, shareAside, sourceRows, tally, todayIn } from './data-model.ts'
import { Lineage } from './data-lineage.tsx'
import { Quarantine } from './data-quarantine.tsx'
import { Snapshots } from './data-snapshots.tsx'
import { Sources } from './data-sources.tsx'
import { dataWord } from './data-words.ts'
import { AgeBar } from './desk-age.tsx'
import { TopBar } from './desk-top.tsx'
import { PageNotices } from './page-notices.tsx'
import '../ui/facet.css'
import '../ui/ui.css'
import './desk.css'
import './data.css'
import './data-rows.css'
import './data-lineage.css'

/** What is loaded, from where, how fresh and how clean: the face of whoever answers for the data. */
export function Data() {
  const known = catalog.value.value
  if (!known) return <Waiting />
  const { value, error } = loads.value
  const today = todayIn(known.city.time_zone)
  const isMissing = error?.status === 404 && view.value.v !== null
  return (
    <div class="data-page">
      <TopBar catalog={known} />
      <div class="notices">
        <PageNotices />
        <StaleNotice />
        <IngestNotice />
      </div>
      {error && !value ? (
        <main class="data-refused">
          {isMissing ? (
            <>
              <p role="alert">{say(error.sentence, language.value)}</p>
              <button type="button" class="control control-strong" onClick={() => change({ v: null })}>
                {dataWord('newest', language.value)}
              </button>
            </>
          ) : (
            <Failure error={error} page onRetry={() => retries.value++} />
          )}
        </main>
      ) : (
        <>
          <Lead catalog={known} loads={value} today={today} />
          <main class="data-body">
            <Sources loads={value} today={today} />
            <Checks />
            <Quarantine loads={value} />
            <Lineage catalog={known} loads={value} />
            <Snapshots shown={shownSnapshot.value} />
            <Ingest />
          </main>
        </>
      )}
      <AgeBar catalog={known} />
    </div>
  )
}

/** A part that could not be asked again stays as it was; this says so. */
function StaleNotice() {
  const lang = language.value
  const parts = [loads.value, checks.value, quarantine.value, lineage.value, snapshots.value]
  const stale = parts.find(({ value, error }) => value !== null && error !== null && error.status !== 400)
  if (!stale?.error || connection.value === 'lost') return null
  return (
    <p class="notice notice-late" role="status">
      <Icon name="clock" />
      <span>
        {say(stale.error.sentence, lang)} {word('keptNote', lang)}
        {lang === 'zh' ? '。' : '.'}
      </span>
      <button type="button" class="link" onClick={() => retries.value++}>
        {word('retry', lang)}
      </button>
    </p>
  )
}

/** While an ingest runs: how far it is, at the top, with the way to its section. */
function IngestNotice() {
  const lang = language.value
  const job = ingest.value
  if (job?.state !== 'running') return null
  return (
    <p class="notice data-running">
      <span>
        <b>{dataWord('running', lang)}</b> {say(job.step, lang)}
      </span>
      <Bar job={job} />
      <a class="link" href="#ingest">
        {dataWord('details', lang)}
      </a>
    </p>
  )
}

function Lead({ catalog: known, loads: list, today }: { catalog: CatalogBody; loads: Load[] | null; today: string }) {
  const lang = language.value
  if (!list) {
    return (
      <div class="lead">
        <i class="skeleton lead-skeleton" />
      </div>
    )
  }
  const all = tally(list)
  const aside = shareAside(all)
  const to = shownSnapshot.value === known.snapshot.id ? known.snapshot.data_to : all.to
  const checked = checks.value.value
  const failed = failedChecks(checked ?? [])
  const pieces = dataSentence({
    city: known.city.name[lang],
    sources: sourceRows(list).length,
    files: all.files,
    records: all.records,
    quarantined: all.quarantined,
    share: aside === null ? null : formatShare(aside, lang),
    to,
    unfinished: to !== null && all.to?.length === 10 && all.to > to ? all.to : null,
    today,
    checks: checked && { failed: failed.length, passed: checked.length - failed.length },
    language: lang,
  })
  return (
    <div class="lead">
      <p aria-live="polite">
        {pieces.map((piece, i) =>
          piece.to ? (
            <a key={i} href={`#${piece.to}`}>
              {piece.text}
            </a>
          ) : piece.strong ? (
            <b key={i}>{piece.text}</b>
          ) : (
            piece.text
          ),
        )}
      </p>
    </div>
  )
}
