import { alerts } from '../data/alert-questions.ts'
import { retries } from '../data/answer-to.ts'
import { catalog } from '../data/live.ts'
import { language } from '../state/store.ts'
import { Waiting } from '../ui/states.tsx'
import { AlertList } from './alerts-list.tsx'
import { alertsSentence } from './alerts-model.ts'
import { BackTest } from './alerts-past.tsx'
import { RiskIndexPanel } from './alerts-risk.tsx'
import { HotSpots } from './alerts-spots.tsx'
import { AgeBar } from './desk-age.tsx'
import { TopBar } from './desk-top.tsx'
import { FaceFailed } from './face-failed.tsx'
import { PageNotices } from './page-notices.tsx'
import '../ui/alert-mark.css'
import '../ui/facet.css'
import '../ui/ui.css'
import './desk.css'
import './data.css'
import './alerts.css'

/** Rises found at publish, why they are called, where cases gather, and how such alerts did in the past. */
export function Alerts() {
  const known = catalog.value.value
  if (!known) return <Waiting />
  const { value, error } = alerts.value
  return (
    <div class="data-page alerts-page">
      <TopBar catalog={known} />
      <div class="notices">
        <PageNotices />
      </div>
      {error && !value ? (
        <FaceFailed error={error} onRetry={() => retries.value++} />
      ) : (
        <>
          <div class="lead">
            {value ? (
              <p aria-live="polite">{alertsSentence(value, language.value)}</p>
            ) : (
              <i class="skeleton lead-skeleton" />
            )}
          </div>
          <main class="alerts-body">
            <AlertList />
            <HotSpots />
            <RiskIndexPanel />
            <BackTest />
          </main>
        </>
      )}
      <AgeBar catalog={known} />
    </div>
  )
}
