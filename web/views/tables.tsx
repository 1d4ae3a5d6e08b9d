import { useMemo } from 'preact/hooks'
import { retries } from '../data/answer-to.ts'
import { ask } from '../data/client.ts'
import { latest } from '../data/latest.ts'
import { catalog } from '../data/live.ts'
import { face, language, view } from '../state/store.ts'
import { say } from '../text/language.ts'
import { word } from '../text/words.ts'
import { Icon } from '../ui/icons.tsx'
import { SkeletonRows, Waiting } from '../ui/states.tsx'
import { FaceFailed } from './face-failed.tsx'
import { PageNotices } from './page-notices.tsx'
import { AgeBar } from './desk-age.tsx'
import { TopBar } from './desk-top.tsx'
import { TablesChoose } from './tables-choose.tsx'
import { TablesGrid } from './tables-grid.tsx'
import { tableChoice, tableQuestion, tableRows } from './tables-model.ts'
import { TablesTake } from './tables-take.tsx'
import '../charts/charts.css'
import '../ui/ui.css'
import './desk.css'
import './tables.css'
import './tables-grid.css'

const SKELETON_ROWS = 20

/** Asked again on every publication and whenever a choice in the URL changes; language and columns ask nothing. */
const answered = latest(
  () => {
    const known = catalog.value.value
    if (face.value !== 'tables' || !known) return null
    const question = tableQuestion(tableChoice(view.value, known), view.value)
    return { question, snapshot: known.snapshot.id, attempt: retries.value }
  },
  ({ question }, cancel) => ask(question, cancel),
)

/** The researchers' table: choose on the left, read in the middle, take away on the right. All of it is in the URL. */
export function Tables() {
  const known = catalog.value.value
  const { value, error, pending } = answered.value
  const text = language.value
  const rows = useMemo(() => (value ? tableRows(value) : []), [value])
  if (!known) return <Waiting />
  const choice = tableChoice(view.value, known)
  const question = tableQuestion(choice, view.value)
  return (
    <div class="tables-page">
      <TopBar catalog={known} />
      <div class="notices">
        <PageNotices />
        {value && error && (
          <p class="notice notice-late" role="status">
            <Icon name="clock" />
            <span>
              {say(error.sentence, text)} {word('keptNote', text)}
              {text === 'zh' ? '。' : '.'}
            </span>
          </p>
        )}
      </div>
      <div class="tables-body">
        <TablesChoose catalog={known} choice={choice} language={text} />
        <main class="tables-main" aria-busy={pending} data-pending={pending}>
          {value ? (
            <TablesGrid catalog={known} choice={choice} answer={value} rows={rows} language={text} />
          ) : error ? (
            <FaceFailed error={error} isPart onRetry={() => retries.value++} />
          ) : (
            <SkeletonRows rows={SKELETON_ROWS} />
          )}
        </main>
        <TablesTake catalog={known} choice={choice} question={question} language={text} />
      </div>
      <AgeBar catalog={known} />
    </div>
  )
}
