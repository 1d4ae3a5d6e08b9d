import type { Column } from './column.ts'
import { isWideName } from './wide.ts'

export type Role =
  | 'opened'
  | 'closed'
  | 'due'
  | 'dispatched'
  | 'responded'
  | 'reopened'
  | 'time'
  | 'year'
  | 'lon'
  | 'lat'
  | 'code'
  | 'name'
  | 'identifier'
  | 'category'
  | 'category_group'
  | 'channel'
  | 'department'
  | 'status'
  | 'sex'
  | 'age'
  | 'population'
  | 'households'
  | 'dwellings'
  | 'vacant'
  | 'floor_area'
  | 'price'
  | 'rent'
  | 'figure'
  | 'personal'
  | 'text'
  | 'empty'
  | 'wide'

/** What a column most likely stands for, with the evidence and the doubt. */
export interface RoleGuess {
  role: Role
  because: string
  doubt: string | null
}

const TIMES: [Role, RegExp][] = [
  ['due', /due|sla|target|deadline|时限|時限|期限/iu],
  ['reopened', /reopen|重办|重啟/iu],
  ['closed', /clos|finish|complet|resolved|办结|办毕|结案|結案|完成|完结/iu],
  ['dispatched', /dispatch|assign|派单|分派|交办/iu],
  ['responded', /respon|first_contact|首次|联系时间/iu],
  ['opened', /open|creat|request|receiv|来电|受理|登记|诉求时间|發病|发病|发生|案发|報案|报案|^date$|occur|incident/iu],
]

const FIGURES: [Role, RegExp][] = [
  ['vacant', /vacan|vac_hu|空置/iu],
  ['dwellings', /dwelling|housing.?units|hu_tot|住宅套数|住房套|房屋套/iu],
  ['households', /household|tot_hh|^h_cnt$|^户数|^戶數|总户数|總戶數/iu],
  ['floor_area', /floor.?area|建筑面积|建築面積/iu],
  ['rent', /med_rent|月租|租金|^rent$/iu],
  ['price', /price|房价|均价|單價|单价|med_hv/iu],
  [
    'population',
    /^pop(?:ulation)?$|tot_?pop|total_?pop|_population$|population(?:\s|$)|^p_cnt$|^人口(?:数|數)?$|总人口|總人口|常住人口|户籍人口|^人数$|^people$/iu,
  ],
]

const CODE_NAME =
  /code|代码|代碼|编码|編碼|fips|geo\.?_?-?id|zip|邮编|^id\d?$|[a-z_]id\d?$|numbe|_num|^n?id$|district|ward|beat|precinct|area$|tract|^uid$|iucr|\bid\d?$|^(?:province|city|area|town|county|district|省|市|区|区县)$/iu
const NOT_FIGURE =
  /objectid|^fid$|shape_|st_?area|st_?length|perimeter|rank|sort|序号|序號|^ivid|code|代码|代碼|fips|zip|index$|coo_nate|coord|geoid|geo-id/iu
const IDENTIFIER =
  /unique_?key|编号|編號|工单|流水号|单号|case.?id|case.?num|case _mber|enquiry|ticket|request.?id|incident.?id|^id$|^uid$|objectid/iu
const PLACE_NAME =
  /name|名称|名稱|neighbou?rhood|community|county|district|city|town|state|province|area|region|街道|社区|社區|区县|區|县|縣|乡|鄉|镇|鎮|村|里$|省|^市$|admin|tract/iu
const WORDS: [Role, RegExp][] = [
  ['channel', /channel|source|渠道|来源|來源/iu],
  ['status', /status|状态|狀態|on_time/iu],
  ['department', /department|dept|agency|承办|部门|单位名|承辦/iu],
  ['category_group', /大类|大類|一级分类|category_group|^reason$|^group$/iu],
  ['category', /小类|小類|类别|類別|类型|類型|category|^type$|_type$|descr|^kind$|是否/iu],
]

const DERIVED = /同比|环比|占比|增[长速幅]|densit|\bper\b|rate|pct|perc|share|chang|_chg|growth|率|比重|密度/iu
/** In so short a table words for kinds hardly repeat. */
const SMALL = 20
const isNear = (share: number) => share >= 0.95

function spatial(column: Column): RoleGuess | null {
  const { number, name } = column
  if (!number) return null
  const isLon = /^lon|lng|longitude|经度|經度|中心[点點]X$|^x$|_lon$/iu.test(name)
  const isLat = /^lat|latitude|纬度|緯度|中心[点點]Y$|^y$|_lat$/iu.test(name)
  if (!isLon && !isLat) return null
  const far = Math.max(Math.abs(number.least), Math.abs(number.most))
  if (far > 180) return null
  const role = isLon ? 'lon' : 'lat'
  const range = `values from ${number.least} to ${number.most}`
  const zeros = column.tally.values.get('0') ?? column.tally.values.get('0.0') ?? 0
  if (isLat && far > 90) return { role, because: `by its name; ${range}`, doubt: 'beyond 90: the axes seem swapped' }
  const doubt = zeros > 0 ? `${zeros} rows are at 0, which is no place here` : null
  return { role, because: `by its name; ${range}`, doubt }
}

function temporal(column: Column): RoleGuess | null {
  const { time, name } = column
  if (!time) return null
  const how = time.formats.length === 0 ? 'ISO' : time.formats.join(', ')
  const misfit = time.misfits > 0 ? `${time.misfits} of ${time.seen} values looked at do not fit` : null
  const doubt = [time.doubt, misfit].filter((text) => text !== null).join('; ') || null
  const because = `values read as ${how}, to the ${time.precision === 'time' ? 'minute' : time.precision}`
  if (time.precision === 'year') return { role: 'year', because, doubt }
  const known = time.precision === 'month' ? undefined : TIMES.find(([, pattern]) => pattern.test(name))
  return { role: known?.[0] ?? 'time', because, doubt }
}

/** A name without blanks and without what stands in brackets, such as its unit. */
const compact = (name: string) => name.replaceAll(/[（(][^)）]*[)）]|\s/gu, '')

function numeric(column: Column): RoleGuess | null {
  const { number, code, name, distinct } = column
  if (!number) return null
  const figure = DERIVED.test(name)
    ? undefined
    : FIGURES.find(([, pattern]) => pattern.test(name) || pattern.test(compact(name)))
  const misfit = number.misfits > 0 ? `${number.misfits} of ${number.seen} values looked at are no numbers` : null
  const range = `${number.least} to ${number.most}`
  if (figure) return { role: figure[0], because: `by its name; ${range}`, doubt: misfit }
  if (IDENTIFIER.test(name) && number.isInteger && isNear(distinct / Math.max(1, column.filled)))
    return identifier(column)
  if (code && CODE_NAME.test(name)) return asCode(column)
  if (NOT_FIGURE.test(name) || (distinct < 2 && !column.tally.isCut))
    return code ? asCode(column) : { role: 'text', because: 'no figure by its name', doubt: null }
  return { role: 'figure', because: `numbers from ${range}`, doubt: misfit }
}

function identifier({ isUnique, filled, distinct }: Column): RoleGuess {
  const doubt = isUnique || filled === distinct ? null : `${filled - distinct} values come again`
  return { role: 'identifier', because: isUnique ? 'no two values are alike' : 'nearly every row has its own', doubt }
}

function asCode(column: Column): RoleGuess {
  const { code } = column
  const said = code?.width ? `${code.width} characters each` : 'codes of several lengths'
  const doubts = [
    (code?.dotZero ?? 0) > 0
      ? `${Math.round((code?.dotZero ?? 0) * 100)} % end in ".0": a code that was taken for a number`
      : null,
    code?.mayLackZeros ? 'some are one digit short: zeros in front may be lost' : null,
  ]
  return { role: 'code', because: said, doubt: doubts.filter((text) => text !== null).join('; ') || null }
}

function worded(column: Column): RoleGuess {
  const { name, distinct, filled, code } = column
  const known = WORDS.find(([, pattern]) => pattern.test(name))
  const isFew = distinct <= 500 && distinct < filled * (filled <= SMALL ? 1 : 0.5)
  if (known && isFew) return { role: known[0], because: `${distinct} words`, doubt: null }
  if (IDENTIFIER.test(name) && isNear(distinct / Math.max(1, filled))) return identifier(column)
  if (code && (CODE_NAME.test(name) || (code.width !== null && code.width >= 4))) return asCode(column)
  if (PLACE_NAME.test(name)) return { role: 'name', because: `${distinct} names`, doubt: null }
  return { role: 'text', because: `${distinct} words`, doubt: null }
}

/** Guesses the role of one column from its name and values. */
export function guessRole(column: Column): RoleGuess {
  const { name, personal, filled } = column
  if (filled === 0) return { role: 'empty', because: 'no row has a value', doubt: null }
  if (isWideName(name))
    return { role: 'wide', because: 'one of many columns that tell the same of another age or day', doubt: null }
  if (personal?.isSure) return { role: 'personal', because: personal.because, doubt: null }
  if (/^(?:性别|性別|sex|gender)$/iu.test(name))
    return { role: 'sex', because: `by its name; ${column.distinct} words`, doubt: null }
  if (/^(?:年龄|年齡|年龄段|年齡層|age|age_?group|age_?band)/iu.test(name))
    return { role: 'age', because: 'by its name', doubt: null }
  const guess = spatial(column) ?? temporal(column) ?? numeric(column)
  if (guess) return guess
  if (personal) return { role: 'personal', because: personal.because, doubt: 'only if persons are named in it' }
  return worded(column)
}
