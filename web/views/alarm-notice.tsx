import { alarm } from '../data/live.ts'
import { language } from '../state/store.ts'
import { say } from '../text/language.ts'
import { Icon } from '../ui/icons.tsx'

/** Says above the figures what is wrong with the store, and which version is shown instead. */
export function AlarmNotice() {
  if (!alarm.value) return null
  return (
    <p class="notice notice-late" role="alert">
      <Icon name="clock" />
      <span>{say(alarm.value, language.value)}</span>
    </p>
  )
}
