import { AlarmNotice } from './alarm-notice.tsx'
import { FrozenNotice } from './frozen-notice.tsx'
import { LateNotice } from './late-notice.tsx'
import { LostNotice } from './lost-notice.tsx'

/** What every face says above its figures: a damaged store, a lost server, data that are late, a frozen link. */
export function PageNotices() {
  return (
    <>
      <AlarmNotice />
      <LostNotice />
      <LateNotice />
      <FrozenNotice />
    </>
  )
}
