import type { Label } from './types.ts'

/** False discovery rate below which there is an alert. */
export const MOST_FALSE = 0.1

export type AlertLevel = 'blue' | 'yellow' | 'orange' | 'red'

/** From the least to the most urgent: the word of the colour, and what it asks for. */
export const ALERT_LEVELS: readonly { id: AlertLevel; colour: Label; word: Label }[] = [
  { id: 'blue', colour: { zh: '蓝色', en: 'Blue' }, word: { zh: '关注', en: 'Watch' } },
  { id: 'yellow', colour: { zh: '黄色', en: 'Yellow' }, word: { zh: '预警', en: 'Alert' } },
  { id: 'orange', colour: { zh: '橙色', en: 'Orange' }, word: { zh: '高', en: 'High' } },
  { id: 'red', colour: { zh: '红色', en: 'Red' }, word: { zh: '紧急', en: 'Critical' } },
]
