import type { Label } from '../warehouse/catalog/types.ts'
import { DECISIONS, type Decided, type DecisionId } from '../warehouse/catalog/decisions.ts'
import { REASONS, type ReasonId } from './reasons.ts'

/** What became of one file. records = filtered + loaded + duplicate + quarantined. */
export interface FileReport {
  source: string
  target: string
  file: string
  sha256: string
  bytes: number
  encoding: string
  /** Records counted by the scanner. */
  records: number
  /** Records that are not ours: the recipe's `only` leaves them out as another city's, or they are notes after the table. */
  filtered: number
  /** Of these, the notes. */
  footer: number
  rows_in: number
  loaded: number
  duplicate: number
  quarantined: number
  reasons: Partial<Record<ReasonId, number>>
  /** Values and rows where a rule of the recipe decided what they mean. */
  decided: Decided
}

export interface CheckRow {
  check_id: string
  severity: 'error' | 'warning' | 'note'
  passed: boolean
  /** What was checked: a table, a source or source.field. */
  subject: string
  /** What was found, with its numbers. */
  detail: Label
}

export interface IngestReport {
  city: string
  /** Folder of the pack. */
  pack: string
  /** Folder the files were read from. */
  from: string
  snapshot: string
  /** `unchanged` when the same snapshot was there already, `refused` when checks failed and nothing was published. */
  outcome: 'published' | 'unchanged' | 'refused'
  /** Null when refused. */
  published_at: string | null
  seconds: number
  files: FileReport[]
  checks: CheckRow[]
}

/** Columns two wide for Chinese characters. */
const width = (text: string) => text.length + (text.match(/[\u1100-\u9fff\uac00-\ud7a3\uff00-\uff60]/gu)?.length ?? 0)
const right = (text: string, n: number) => ' '.repeat(Math.max(0, n - width(text))) + text
const left = (text: string, n: number) => text + ' '.repeat(Math.max(0, n - width(text)))

/** The report as a table for people. */
export function formatReport(report: IngestReport): string {
  const head = ['file', 'rows in', 'loaded', 'duplicate', 'quarantined', 'not ours']
  const order = [...new Set(report.files.map((f) => f.source))]
  const place = (f: FileReport) => order.indexOf(f.source)
  const files = [...report.files].sort((a, b) => place(a) - place(b) || (a.file < b.file ? -1 : 1))
  const rows = files.map((f) => [
    `${f.source} / ${f.file}`,
    ...[f.rows_in, f.loaded, f.duplicate, f.quarantined, f.filtered].map((n) => n.toLocaleString('en')),
  ])
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => width(row[i] ?? ''))))
  const line = (row: string[]) => row.map((t, i) => (i === 0 ? left : right)(t, widths[i] ?? 0)).join('  ')
  const lines = [line(head)]
  for (const [i, row] of rows.entries()) {
    lines.push(line(row))
    const { records = 0, footer = 0 } = files[i] ?? {}
    if (records === 0)
      lines.push('    a header and no records: the publisher may have sent an empty table 只有表头，没有记录')
    if (footer > 0) lines.push(`    ${footer} × footer: notes after the table 表后的附注`)
    for (const [reason, n] of Object.entries(files[i]?.reasons ?? {})) {
      const { zh, en } = REASONS[reason as ReasonId].label
      lines.push(`    ${n.toLocaleString('en')} × ${reason}: ${en} ${zh}`)
    }
    for (const [decision, n] of Object.entries(files[i]?.decided ?? {})) {
      const { zh, en } = DECISIONS[decision as DecisionId]
      lines.push(`    decided: ${n.toLocaleString('en')} ${en} ${zh}`)
    }
  }
  const failed = report.checks.filter((check) => !check.passed)
  for (const check of failed) {
    lines.push(`${check.severity}: ${check.check_id} (${check.subject}): ${check.detail.en} ${check.detail.zh}`)
  }
  const ending =
    report.outcome === 'unchanged'
      ? `Nothing new: snapshot ${report.snapshot} of ${report.city} holds exactly these files.`
      : `Published snapshot ${report.snapshot} of ${report.city} in ${report.seconds.toFixed(1)} s.`
  return `${lines.join('\n')}\n${ending}\n`
}
