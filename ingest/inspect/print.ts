import type { Role } from './roles.ts'
import type { Known, Table } from './table.ts'

const ROLES: Record<Role, string> = {
  opened: '受理',
  closed: '办结',
  due: '时限',
  dispatched: '派单',
  responded: '首次响应',
  reopened: '重办',
  time: '时间',
  year: '年份',
  lon: '经度',
  lat: '纬度',
  code: '代码',
  name: '名称',
  identifier: '编号',
  category: '类别',
  category_group: '大类',
  channel: '渠道',
  department: '部门',
  status: '状态',
  sex: '性别',
  age: '年龄',
  population: '人口',
  households: '户数',
  dwellings: '住房套数',
  vacant: '空置',
  floor_area: '建筑面积',
  price: '价格',
  rent: '租金',
  figure: '数值',
  personal: '个人信息',
  text: '文字',
  empty: '空',
  wide: '宽表列',
}

const MOST_COLUMNS = 60
const percent = (share: number) => (share === 0 ? '' : share < 0.005 ? '<1 %' : `${Math.round(share * 100)} %`)

/** Cells a text takes on a terminal: Han and kana take two. */
const width = (text: string) =>
  Array.from(text).reduce(
    (n, c) => n + (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(c) ? 2 : 1),
    0,
  )
const padded = (text: string, cells: number) => text + ' '.repeat(Math.max(0, cells - width(text)))
const cut = (text: string, cells: number) => {
  let shown = ''
  for (const c of text) {
    if (width(shown + c) > cells - 1) return `${shown}…`
    shown += c
  }
  return shown
}

/** A value for the eye; of personal columns only its shape. */
export function shownValue(column: Known): string {
  const [first] = column.tally.values.keys()
  if (first === undefined) return ''
  return column.role === 'personal' ? first.slice(0, 24).replaceAll(/\p{L}/gu, 'x').replaceAll(/\d/g, '9') : first
}

/** Rows of a table with aligned columns. */
export function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, k) => Math.max(...rows.map((row) => width(row[k] ?? ''))))
  return rows
    .map(
      (row) =>
        `  ${row
          .map((cell, k) => padded(cell, widths[k] ?? 0))
          .join('  ')
          .trimEnd()}`,
    )
    .join('\n')
}

function columnRow(column: Known): string[] {
  const { name, role, filled, distinct, tally, because, doubt } = column
  const empty = percent(tally.rows === 0 ? 0 : (tally.rows - filled) / tally.rows)
  const kinds = `${distinct.toLocaleString('en')}${tally.isCut ? '+' : ''}`
  const words = [...tally.nullWords.keys()].map((word) => `"${word}"`).join(' ')
  const said = [because, words === '' ? '' : `${words} for nothing`, doubt === null ? '' : `unsure: ${doubt}`]
  return [
    cut(name === '' ? '(no name)' : name, 28),
    `${role} ${ROLES[role]}`,
    empty,
    kinds,
    cut(shownValue(column), 22),
    said.filter(Boolean).join('; '),
  ]
}

/** What inspect says of one table, for people. */
export function tableText(table: Table): string {
  const files = table.files.map(({ name, part }) => (part === undefined ? name : `${name} / ${part}`))
  const listed = files.length > 4 ? `${files.slice(0, 3).join(', ')} and ${files.length - 3} more` : files.join(', ')
  const title = `${listed}: ${table.records.toLocaleString('en')} records, ${table.columns.length} columns ${table.records.toLocaleString('en')} 条记录，${table.columns.length} 列`
  const shown = table.columns.filter(({ role }) => role !== 'wide').slice(0, MOST_COLUMNS)
  const rows = [
    ['column 列', 'role 含义', 'empty 空', 'different 不同值', 'such as 例', 'because 依据'],
    ...shown.map(columnRow),
  ]
  const left = table.columns.length - shown.length
  const notes = [...table.remarks, ...(table.wide ? [wideText(table)] : []), ...keyText(table)]
  if (left > 0) notes.push(`${left} columns are not listed here; --json lists all`)
  return [
    title,
    ...notes.map((note) => `  · ${note}`),
    ...table.unsure.map((note) => `  ? ${note}`),
    aligned(rows),
    '',
  ].join('\n')
}

function wideText({ wide }: Table): string {
  const names = wide?.names ?? []
  return `${names.length} columns tell one figure by ${wide?.kind ?? ''} (${names[0]} … ${names.at(-1)}): unpivot makes rows of them`
}

function keyText({ keys, columns }: Table): string[] {
  const [first] = keys
  const totals = columns.filter((column) => column.totals.length > 0)
  const said = totals.map(
    ({ name, totals: words }) => `${name} holds ${words.join(', ')}: totals stand among their parts`,
  )
  if (!first) return ['no column and no pair tells the rows apart', ...said]
  const listed = keys.map(({ names }) => names.join(' + ')).slice(0, 4)
  return [`rows are told apart by ${listed.join(', or ')}${first.isSampled ? ' (in the rows kept)' : ''}`, ...said]
}
