/** Columns of a wide table that are one figure told for many years, days or ages. */
export interface Wide {
  kind: 'age' | 'date' | 'year' | 'measure-year'
  /** Pattern for `unpivot`, with its named groups. */
  columns: string
  names: string[]
  /** strptime pattern of the group `date`. */
  format?: string
  hasSex: boolean
}

const AGE = /^(\d{1,3})(?:\s*[-~～至]\s*(\d{1,3}))?\s*(?:歲|岁|周歲|周岁)(?:以上|及以上)?(?:[-_ ]?([男女]))?$/u
const DATE_US = /^\d{1,2}\/\d{1,2}\/(\d{2}|\d{4})$/
const DATE_ISO = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}$/
const YEAR = /^(?<before>.*?)(?<first>(?:19|20)\d{2}\s?[-–~至]\s?)?(?<year>(?:19|20)\d{2})(?<after>年?末?)$/u

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** Whether a column is by its name one of many that say the same of another age or day. */
export const isWideName = (name: string): boolean => AGE.test(name) || DATE_US.test(name) || DATE_ISO.test(name)

function ages(header: string[]): Wide | null {
  const names = header.filter((name) => AGE.test(name))
  if (names.length < 4) return null
  const isBanded = names.some((name) => AGE.exec(name)?.[2] !== undefined)
  const hasSex = names.every((name) => AGE.exec(name)?.[3] !== undefined)
  const sex = hasSex ? '[-_ ]?(?<sex>[男女])' : ''
  const single = '(?:(?=(?<last>\\d+)[歲岁](?!以上|及以上))|)(?<age>\\d+)[歲岁](?:及?以上)?'
  const banded = '(?<age>\\d+)(?:[-~～至](?<last>\\d+))?[歲岁](?:及?以上)?'
  return { kind: 'age', columns: `^${isBanded ? banded : single}${sex}$`, names, hasSex }
}

function dates(header: string[]): Wide | null {
  const us = header.filter((name) => DATE_US.test(name))
  const iso = header.filter((name) => DATE_ISO.test(name))
  const names = us.length > iso.length ? us : iso
  if (names.length < 4) return null
  if (names === iso)
    return { kind: 'date', columns: '^(?<date>\\d{4}[-/]\\d{1,2}[-/]\\d{1,2})$', names, format: 'iso', hasSex: false }
  const parts = us.map((name) => name.split('/').map(Number))
  const isDayFirst = parts.some(([first]) => (first ?? 0) > 12) && !parts.some(([, second]) => (second ?? 0) > 12)
  const year = (us[0]?.split('/')[2]?.length ?? 2) === 4 ? '%Y' : '%y'
  const format = `${isDayFirst ? '%d/%m' : '%m/%d'}/${year}`
  return { kind: 'date', columns: '^(?<date>\\d{1,2}/\\d{1,2}/\\d{2,4})$', names, format, hasSex: false }
}

function years(header: string[]): Wide | null {
  const stems = new Map<string, string[]>()
  for (const name of header) {
    const found = YEAR.exec(name)?.groups
    if (!found) continue
    const stem = `${found.before}\u0000${found.first === undefined ? '' : '-'}\u0000${found.after}`
    stems.set(stem, [...(stems.get(stem) ?? []), name])
  }
  const groups = [...stems].filter(([, names]) => names.length >= 2)
  const [first] = groups
  if (!first) return null
  if (groups.length === 1) {
    const [before = '', span, after = ''] = first[0].split('\u0000')
    const start = span === '' ? '' : '(?:19|20)\\d{2}\\s?[-–~至]\\s?'
    const columns = `^${escaped(before)}${start}(?<year>\\d{4})${escaped(after)}$`
    return { kind: 'year', columns, names: first[1], hasSex: false }
  }
  const plain = groups.filter(([stem]) => stem.split('\u0000')[1] === '' && /[\p{L}]/u.test(stem))
  const names = plain.flatMap(([, each]) => each)
  if (names.length < 2) return null
  return {
    kind: 'measure-year',
    columns: '^(?<measure>.*[^\\d\\s_-].*?)[_ ]?(?<year>(?:19|20)\\d{2})年?$',
    names,
    hasSex: false,
  }
}

/** The columns of a header that tell one figure for many ages, days or years. */
export function findWide(header: string[]): Wide | null {
  return ages(header) ?? dates(header) ?? years(header)
}
