/** Traditional forms that names of places are published in beside the simplified ones. */
const SAME: Record<string, string> = { 臺: '台', 區: '区', 縣: '县', 鎮: '镇', 鄉: '乡', 裡: '里' }
const HAN = /\p{Script=Han}/u

/** One spelling of a name: full-width forms, case, blanks and 臺/台, 區/区 and the like make no difference. */
export function nameKey(name: string): string {
  const plain = name
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/\s+/gu, HAN.test(name) ? '' : ' ')
    .replaceAll(/ ?([-/&·]) ?/gu, '$1')
  return plain.replaceAll(/[臺區縣鎮鄉裡]/gu, (character) => SAME[character] ?? character)
}

const KINDS = [
  '(?<=..)(?:特别行政区|自治区|自治州|自治县|自治旗|街道办事处|居民委员会|村民委员会|社区居委会|新区|矿区|林区|街道|地区|社区|居委会|村委会|[市区县镇乡村里旗盟])',
  '(?<=...) (?:county|city|district|township|borough|parish|town|municipality|neighborhood)',
]
const KIND = new RegExp(`(?:${KINDS.join('|')})$`, 'u')

/** The key of a name without the word for what kind of place it is: 浦东 of 浦东新区; the key itself where it has none. */
export const shortKey = (key: string): string => key.replace(KIND, '')

const MARKS = /[-\s_/]/gu

/** One spelling of a code: full-width forms, case, leading zeros and a decimal ".0" make no difference. */
export function codeKey(code: string): string {
  const plain = code
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(\d+)\.0+$/u, '$1')
  return plain.replace(/^0+(?=.)/u, '')
}

/** The key of a code without hyphens, blanks, underscores and slashes. */
export const bareKey = (key: string): string => key.replaceAll(MARKS, '')
