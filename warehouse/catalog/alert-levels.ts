import type { Label } from './types.ts'

export type AlertLevel = 'blue' | 'yellow' | 'orange' | 'red'

/**
 * When a rise has which level: below which false discovery rate, and with how many cases more than expected. Orange in two of three weeks
 * is red too. No rise of fewer than 5 cases, or of fewer than 3 in excess, has any.
 */
export interface AlertRules {
  most_false: Record<AlertLevel, number>
  least_excess: Record<'orange' | 'red', number>
}

/** Holds where a city pack names no other. */
export const ALERT_RULES: AlertRules = {
  most_false: { blue: 0.1, yellow: 0.05, orange: 0.01, red: 0.001 },
  least_excess: { orange: 5, red: 10 },
}

/** From the least to the most urgent: the word of the colour, and what it asks for. */
export const ALERT_LEVELS: readonly { id: AlertLevel; colour: Label; word: Label }[] = [
  { id: 'blue', colour: { zh: '蓝色', en: 'Blue' }, word: { zh: '关注', en: 'Watch' } },
  { id: 'yellow', colour: { zh: '黄色', en: 'Yellow' }, word: { zh: '预警', en: 'Alert' } },
  { id: 'orange', colour: { zh: '橙色', en: 'Orange' }, word: { zh: '高', en: 'High' } },
  { id: 'red', colour: { zh: '红色', en: 'Red' }, word: { zh: '紧急', en: 'Critical' } },
]
