import { type Question, queryPath } from './client.ts'
import type { Loaded } from './latest.ts'

/** The address behind what a panel shows, without the server's name; null where nothing has been asked. */
export function callOf({ asked }: Pick<Loaded<unknown>, 'asked'>): string | null {
  if (asked === null || asked === undefined) return null
  const text = asked.slice(asked.indexOf(' ') + 1)
  return text.startsWith('{') ? queryPath(JSON.parse(text) as Question) : text
}
