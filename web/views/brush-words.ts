import type { Language } from '../text/language.ts'

const WORDS = {
  window: { zh: '所选时段', en: 'Chosen period' },
  from: { zh: '起始日', en: 'First day' },
  to: { zh: '结束日', en: 'Last day' },
  play: { zh: '播放', en: 'Play' },
  pause: { zh: '暂停', en: 'Pause' },
  speed: { zh: '播放速度', en: 'Speed' },
  help: {
    zh: '左右方向键移动，Shift 加方向键改变长短，拖动时按 Esc 取消。',
    en: 'Arrow keys move it, Shift with arrows resizes it, Escape takes a drag back.',
  },
} as const

export const brushWord = (name: keyof typeof WORDS, language: Language): string => WORDS[name][language]

export const daysText = (days: number, language: Language): string =>
  language === 'zh' ? `${days} 天` : `${days} ${days === 1 ? 'day' : 'days'}`
