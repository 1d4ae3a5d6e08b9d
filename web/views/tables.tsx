import { useMemo } from 'preact/hooks'
import { ask } from '../data/client.ts'
import { latest } from '../data/latest.ts'
import { catalog, connection } from '../data/live.ts'
import { face, language, view } from '../state/store.ts'
import { Failure, SkeletonRows } from '../ui/states.tsx'
import { AlarmNotice } from './alarm-notice.tsx'
import { AgeBar } from './desk-age.tsx'
import { TopBar } from './desk-top.tsx'
import { TablesChoose } from './tables-choose.tsx'
import { TablesGrid } from './tables-grid.tsx'
import { tableChoice, tableQuestion, tableRows } from './tables-model.ts'
import { TablesTake } from './tables-take.tsx'
import { tableWord } from './tables-words.ts'
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
    return { question: tableQuestion(tableChoice(view.value, known), view.value), snapshot: known.snapshot.id }
  },
  ({ question }, cancel) => ask(question, cancel),
)

/** The researchers' table: choose on the left, read in the middle, take away on the right. All of it is in the URL. */
export function Tables() {
  const known = catalog.value.value
  const { value, error, pending } = answered.value
  const text = language.value
  const rows = useMemo(() => (value ? tableRows(value) : []), [value])
  if (!known) return null
  const choice = tableChoice(view.value, known)
  const question = tableQuestion(choice, view.value)
  const isLate = value !== null && (error !== null || connection.value === 'lost')
  return (
    <div class="tables-page">
      <TopBar catalog={known} />
      <div class="tables-body">
        <TablesChoose catalog={known} choice={choice} language={text} />
        <main class="tables-main" aria-busy={pending} data-pending={pending}>
          <AlarmNotice />
          {isLate && (
            <p class="tables-late" role="status">
              {error ? error.sentence[text] : tableWord('stale', text)}
            </p>
          )}
          {value ? (
            <TablesGrid catalog={known} choice={choice} answer={value} rows={rows} language={text} />
          ) : error ? (
            <Failure error={error} />
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
