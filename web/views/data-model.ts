import type { LoadsBody } from '../../api/schema/lists.ts'
import type { Label } from '../../warehouse/catalog/types.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'

export type Load = LoadsBody[number]

/** What became of rows: records = filtered + loaded + duplicate + quarantined. Null: withheld. */
export interface Tally {
  files: number
  records: number | null
  filtered: number
  loaded: number | null
  duplicate: number
  quarantined: number
  /** First and last day of what was loaded, or year where it has only years; null where it has neither. */
  from: string | null
  to: string | null
}

/** One source: all files that one recipe reads. */
export interface SourceRow extends Tally {
  source: string
  label: Label
  publisher: string | null
  licence: string | null
  target: string
  loads: Load[]
}

const earliest = (days: (string | null)[]) => days.filter((day) => day !== null).toSorted()[0] ?? null
const newest = (days: (string | null)[]) =>
  days
    .filter((day) => day !== null)
    .toSorted()
    .at(-1) ?? null

export function tally(loads: readonly Load[]): Tally {
  const sum = <N extends number | null>(of: (load: Load) => N): N =>
    loads.map(of).reduce((all, n) => (all === null || n === null ? null : all + n) as N, 0 as N)
  return {
    files: loads.length,
    records: sum((load) => load.records),
    filtered: sum((load) => load.filtered),
    loaded: sum((load) => load.loaded),
    duplicate: sum((load) => load.duplicate),
    quarantined: sum((load) => load.quarantined),
    from: earliest(loads.map((load) => load.data_from)),
    to: newest(loads.map((load) => load.data_to)),
  }
}

/** Sources in the order they were loaded, their files by name. */
export function sourceRows(loads: readonly Load[]): SourceRow[] {
  return [...new Set(loads.map((load) => load.source))].flatMap((source): SourceRow[] => {
    const group = loads.filter((load) => load.source === source)
    const [first] = group
    if (!first) return []
    const { label, publisher, licence, target } = first
    const files = group.toSorted((a, b) => (a.file < b.file ? -1 : 1))
    return [{ ...tally(group), source, label, publisher, licence, target, loads: files }]
  })
}

/** Share of the city's own rows that were set aside, 0 to 1; null where it is withheld how many there are. */
export const shareAside = ({ records, filtered, quarantined }: Tally): number | null =>
  records === null ? null : records > filtered ? quarantined / (records - filtered) : 0

/** 0.49%, 12.3%, <0.01% */
export function formatShare(share: number, language: Language): string {
  const unit = language === 'zh' ? '%' : ' %'
  if (share > 0 && share < 0.0001) return `<0.01${unit}`
  return `${formatNumber(share * 100, share === 0 || share >= 0.1 ? 0 : share >= 0.01 ? 1 : 2)}${unit}`
}

/** 824 B, 34.7 kB, 14.9 MB, 1.20 GB */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${formatNumber(bytes)} B`
  if (bytes < 1e6) return `${formatNumber(bytes / 1e3, 1)} kB`
  if (bytes < 1e9) return `${formatNumber(bytes / 1e6, 1)} MB`
  return `${formatNumber(bytes / 1e9, 2)} GB`
}

/** About 40 s, about 1 min 20 s, about 2 h 5 min: two units at most. */
export function formatDuration(seconds: number, language: Language): string {
  const zh = language === 'zh'
  const whole = Math.max(1, Math.round(seconds))
  const units = [
    { n: Math.floor(whole / 3600), name: zh ? '小时' : 'h' },
    { n: Math.floor(whole / 60) % 60, name: zh ? '分' : 'min' },
    { n: whole % 60, name: zh ? '秒' : 's' },
  ]
  const first = units.findIndex(({ n }) => n > 0)
  const said = units.slice(first, first + 2).filter(({ n }) => n > 0)
  const text = said.map(({ n, name }) => `${n} ${name}`).join(' ')
  return zh ? `约剩 ${text}` : `about ${text} left`
}

/** The day it is now in a time zone, as 2026-10-31. */
export const todayIn = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
