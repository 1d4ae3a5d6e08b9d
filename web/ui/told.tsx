import { STATUSES } from '../../warehouse/catalog/words.ts'
import { type Language, say } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { Stamp } from './states.tsx'

/** A number of rows, or the stamp of one that a city withholds (null). */
export function Told({ n, language, format = formatNumber }: ToldProps) {
  if (n !== null) return <>{format(n)}</>
  return <Stamp short={say(STATUSES.suppressed.stamp, language)} sentence={say(STATUSES.suppressed, language)} />
}

interface ToldProps {
  n: number | null
  language: Language
  format?: (n: number) => string
}
