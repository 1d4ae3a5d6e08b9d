import type { Label } from '../../warehouse/catalog/types.ts'
import { type Language, say } from '../text/language.ts'

/** Words of the report. */
const WORDS = {
  day: { zh: '日报', en: 'daily report' },
  week: { zh: '周报', en: 'weekly report' },
  month: { zh: '月报', en: 'monthly report' },
  period: { zh: '日报或周报', en: 'Day or week' },
  where: { zh: '在哪里', en: 'Where' },
  when: { zh: '走势', en: 'Over time' },
  rises: { zh: '升得最多的', en: 'What rose most' },
  rise: { zh: '区域与类别', en: 'Area and kind' },
  seen: { zh: '实有', en: 'seen' },
  expected: { zh: '预期', en: 'expected' },
  noRises: { zh: '没有超出预期的上升。', en: 'Nothing rose beyond what was expected.' },
  due: { zh: '要办的', en: 'What is due' },
  open: { zh: '在办', en: 'open' },
  overdue: { zh: '已逾期', en: 'overdue' },
  due_in_24h: { zh: '24 小时内到期', en: 'due within 24 hours' },
  reopened: { zh: '重新打开', en: 'reopened' },
  closed: { zh: '已办结', en: 'closed' },
  asOf: { zh: '截至', en: 'As of' },
  ofReceived: { zh: '本期收到的案件', en: 'Received in these days' },
  notPublished: { zh: '本城市按发布档公开数据，不公布此项。', en: 'This city does not publish this.' },
  noMap: { zh: '没有边界，不能画图。', en: 'There are no boundaries to draw.' },
  unrecorded: { zh: '无记录', en: 'not recorded' },
} as const satisfies Record<string, Label>

export type ReportWord = keyof typeof WORDS
export const reportWord = (name: ReportWord, language: Language): string => say(WORDS[name], language)
