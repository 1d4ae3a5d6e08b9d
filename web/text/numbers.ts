import type { Language } from './language.ts'

/** A true minus, and none before a number that rounds to zero. */
const minus = (text: string) => text.replace('-', /[1-9]/.test(text) ? '−' : '')

/** A number with a fixed count of decimals, grouped by thousands, with a true minus: −1,234.5. */
export function formatNumber(value: number, decimals = 0): string {
  return minus(value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }))
}

/** A number for reading: 412.3 万, 1.24 亿, 4.12M, 128.4k; small ones as they are. */
export function formatLarge(value: number, language: Language): string {
  const size = Math.abs(value)
  if (language === 'zh') {
    if (size >= 1e8) return `${formatNumber(value / 1e8, 2)} 亿`
    if (size >= 1e5) return `${formatNumber(value / 1e4, 1)} 万`
    return formatNumber(value)
  }
  if (size >= 1e6) return `${formatNumber(value / 1e6, 2)}M`
  if (size >= 1e5) return `${formatNumber(value / 1e3, 1)}k`
  return formatNumber(value)
}

/** A number with its sign always said: +4.8, −2.0, 0.0. */
export function formatSigned(value: number, decimals = 1): string {
  const text = formatNumber(value, decimals)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** 179.8–182.4 */
export function formatInterval(low: number, high: number, decimals = 1): string {
  return `${formatNumber(low, decimals)}–${formatNumber(high, decimals)}`
}
