import type { Label } from '../../warehouse/catalog/types.ts'
import type { CheckRow } from '../report.ts'

/** What a check found. */
export interface Finding {
  passed: boolean
  detail: Label
}

export const shown = (n: number): string => n.toLocaleString('en')

/** A share such as 2.5 %, with as many digits as it takes to tell small ones from none. */
export const percent = (share: number): string =>
  `${(share * 100).toLocaleString('en', { maximumSignificantDigits: share < 0.1 ? 2 : 3 })} %`

export const row = (check_id: string, severity: CheckRow['severity'], subject: string, found: Finding): CheckRow => ({
  check_id,
  severity,
  subject,
  ...found,
})
