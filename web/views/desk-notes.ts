import type { CatalogBody } from '../../api/schema/catalog.ts'
import type { Language } from '../text/language.ts'

/** A dated note of every series over time. */
export interface DatedNote {
  /** ISO day. */
  day: string
  label: string
}

/** Notes of the pack, and the days on which boundaries change, in order of time. */
export function notesOf({ notes, levels }: Pick<CatalogBody, 'notes' | 'levels'>, language: Language): DatedNote[] {
  const changes = new Map<string, string[]>()
  for (const level of levels)
    for (const day of level.changes) changes.set(day, [...(changes.get(day) ?? []), level.label[language]])
  const moved = [...changes].map(([day, names]) => ({
    day,
    label: language === 'zh' ? `${names.join('、')}区划调整` : `Boundaries change (${names.join(', ').toLowerCase()})`,
  }))
  const told = notes.map(({ date, label }) => ({ day: date, label: label[language] }))
  return [...told, ...moved].toSorted((a, b) => (a.day < b.day ? -1 : 1))
}
