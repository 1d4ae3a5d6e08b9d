import type { Recipe } from '../recipe.ts'
import type { CheckRow, FileReport } from '../report.ts'
import { percent, row, shown } from './words.ts'

/** Above this share of bad rows a file gets a warning, whatever the recipe allows. */
const NOTABLE = 0.02
const REASONS_SHOWN = 3

const rowsOf = (file: FileReport) => file.records - file.filtered

function reasonsOf({ reasons }: FileReport): string {
  const most = Object.entries(reasons).sort(([, a], [, b]) => b - a)
  return most
    .slice(0, REASONS_SHOWN)
    .map(([reason, n]) => `${shown(n)} × ${reason}`)
    .join(', ')
}

function badRows(recipe: Recipe, files: FileReport[]): CheckRow[] {
  const { most } = recipe.bad
  const rows = files.flatMap((file) => {
    const n = rowsOf(file)
    const share = n === 0 ? 0 : file.quarantined / n
    if (share <= Math.min(most, NOTABLE)) return []
    const numbers = { all: shown(n), bad: shown(file.quarantined), share: percent(share), most: percent(most) }
    const detail = {
      zh: `${file.file}：${numbers.all} 条记录中有 ${numbers.bad} 条（${numbers.share}）被隔离，至多允许 ${numbers.most}；主要原因：${reasonsOf(file)}。`,
      en: `${file.file}: ${numbers.bad} of ${numbers.all} records (${numbers.share}) are set aside, ${numbers.most} are allowed; mainly ${reasonsOf(file)}.`,
    }
    return [row('bad_rows', share > most ? 'error' : 'warning', recipe.id, { passed: false, detail })]
  })
  if (rows.length > 0 || files.length === 0) return rows
  const allowed = percent(Math.min(most, NOTABLE))
  const detail = {
    zh: `${shown(files.length)} 个文件被隔离的记录都不超过 ${allowed}。`,
    en: `None of ${shown(files.length)} files has more than ${allowed} of its records set aside.`,
  }
  return [row('bad_rows', 'warning', recipe.id, { passed: true, detail })]
}

function duplicateRows(recipe: Recipe, files: FileReport[]): CheckRow[] {
  const most = recipe.most_duplicates
  if (most === undefined) return []
  const wrong = files.filter((file) => file.duplicate > most * rowsOf(file))
  if (wrong.length === 0) {
    const detail = {
      zh: `${shown(files.length)} 个文件的重复记录都不超过 ${percent(most)}。`,
      en: `None of ${shown(files.length)} files has more than ${percent(most)} duplicates.`,
    }
    return [row('duplicate_rows', 'error', recipe.id, { passed: true, detail })]
  }
  return wrong.map((file) => {
    const [n, all, share] = [shown(file.duplicate), shown(rowsOf(file)), percent(file.duplicate / rowsOf(file))]
    const detail = {
      zh: `${file.file}：${all} 条记录中有 ${n} 条（${share}）与已有记录的键相同，至多允许 ${percent(most)}。`,
      en: `${file.file}: ${n} of ${all} records (${share}) have a key that is loaded already, ${percent(most)} are allowed.`,
    }
    return row('duplicate_rows', 'error', recipe.id, { passed: false, detail })
  })
}

/** Does each file of a source keep within the bad and duplicate rows its recipe allows? */
export const checkThresholds = (recipe: Recipe, files: FileReport[]): CheckRow[] => [
  ...badRows(recipe, files),
  ...duplicateRows(recipe, files),
]
