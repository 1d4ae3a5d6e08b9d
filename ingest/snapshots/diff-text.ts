import { WHOLE_ROW } from '../../warehouse/snapshot/comparable.ts'
import type { RowDiff, TableDiff } from '../../warehouse/snapshot/diff.ts'
import type { Language } from '../terminal-language.ts'

const NAMES: Record<string, string> = {
  area: '区域',
  population: '人口',
  housing: '住房',
  cases: '工单',
  measure: '公布数据',
  basemap: '底图',
  dict: '词表',
  breaks: '分级断点',
  load: '来源文件',
  quarantine: '隔离区',
  check_result: '检查',
  snapshot_meta: '快照信息',
}
/** Never shown, although their changes are counted. */
const HIDDEN = new Set(['reporter_key'])
const LONGEST = 60
const SHOWN_OF_ROW = 4

const count = (n: number) => n.toLocaleString('en')

function shown(column: string, value: string | null): string {
  if (value === null) return '–'
  if (HIDDEN.has(column)) return '***'
  const text = value.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d):00$/, '$1')
  const characters = Array.from(text)
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text
}

function rowText(table: string, { kind, key, values }: RowDiff, lang: Language): string {
  const name = key.startsWith(WHOLE_ROW) ? table : `${table} ${key}`
  const colon = lang === 'zh' ? '：' : ': '
  const comma = lang === 'zh' ? '，' : ', '
  if (kind === 'changed') {
    const changes = values.map(({ column, before, after }) =>
      lang === 'zh'
        ? `${column} 由 ${shown(column, before)} 变为 ${shown(column, after)}`
        : `${column} from ${shown(column, before)} to ${shown(column, after)}`,
    )
    return `~ ${name}${colon}${changes.join(comma)}`
  }
  const told = values
    .slice(0, SHOWN_OF_ROW)
    .map(({ column, before, after }) => `${column} ${shown(column, kind === 'added' ? after : before)}`)
  return `${kind === 'added' ? '+' : '-'} ${name}${told.length > 0 ? colon + told.join(comma) : ''}`
}

function tableText(diff: TableDiff, lang: Language): string[] {
  const { table, added, removed, changed, columns, rows } = diff
  const inColumns = columns.map(({ column, rows: n }) => `${column} ${count(n)}`).join(lang === 'zh' ? '、' : ', ')
  const head =
    lang === 'zh'
      ? `${NAMES[table] ?? table}（${table}）：新增 ${count(added)} 行，删除 ${count(removed)} 行，变化 ${count(changed)} 行${inColumns && `（${inColumns}）`}`
      : `${table}: ${count(added)} ${added === 1 ? 'row' : 'rows'} added, ${count(removed)} removed, ${count(changed)} changed${inColumns && ` (${inColumns})`}`
  const more = (['changed', 'added', 'removed'] as const).flatMap((kind) => {
    const rest = diff[kind] - rows.filter((row) => row.kind === kind).length
    if (rest <= 0) return []
    const zh = { changed: '变化', added: '新增', removed: '删除' }[kind]
    return [lang === 'zh' ? `  … 另有 ${count(rest)} 行${zh}未列出` : `  … and ${count(rest)} more ${kind}`]
  })
  return [head, ...rows.map((row) => `  ${rowText(table, row, lang)}`), ...more]
}

/** What changed between two versions, in words. */
export function diffText(before: string, after: string, diffs: TableDiff[], lang: Language): string {
  const head = lang === 'zh' ? `从快照 ${before} 到 ${after}：` : `From snapshot ${before} to ${after}:`
  const none = lang === 'zh' ? '没有任何数据不同。' : 'No data differ.'
  return [head, ...(diffs.length > 0 ? diffs.flatMap((diff) => tableText(diff, lang)) : [none]), ''].join('\n')
}
