import { effect, signal } from '@preact/signals'
import type { AuditBody } from '../../api/schema/hot-spots.ts'
import { view } from '../state/store.ts'
import { address, shownSnapshot } from './answer-to.ts'
import { getJson, ServerError } from './client.ts'

/** The audit of the hot spots shown; null while none was asked for. */
export const audit = signal<AuditBody | null>(null)
export const auditError = signal<ServerError | null>(null)

const ASKS_EVERY_MS = 1000

/** What an audit is about: another kind of case or another version is another audit. */
const subject = () => {
  const { category, category_group } = view.value.filters
  const [one] = category
  const [group] = category_group
  return { places: 'cell', category: one ?? null, category_group: one ? null : (group ?? null), v: shownSnapshot.value }
}

/** Begins the audit of the hot spots shown and follows it to its end, or until others are shown. */
export async function askAudit(): Promise<void> {
  const path = address('/api/hot-spots/audit', subject())
  try {
    for (;;) {
      const found = await getJson<AuditBody>(path)
      if (path !== address('/api/hot-spots/audit', subject())) return
      audit.value = found
      auditError.value = null
      if (found.state !== 'running') return
      await new Promise((wake) => setTimeout(wake, ASKS_EVERY_MS))
    }
  } catch (cause) {
    if (!(cause instanceof ServerError)) throw cause
    auditError.value = cause
  }
}

effect(() => {
  subject()
  audit.value = null
  auditError.value = null
})
