import type { Label } from '../../warehouse/catalog/types.ts'
import { type Language, say } from '../text/language.ts'

/** Words of the desk's evidence column. */
const WORDS = {
  evidence: { zh: '佐证', en: 'Evidence' },
  areas: { zh: '区域', en: 'Areas' },
  trends: { zh: '走势', en: 'Trends' },
  categories: { zh: '类别', en: 'Categories' },
  ages: { zh: '年龄', en: 'Ages' },
  gap: { zh: '城乡', en: 'Gap' },
  funnel: { zh: '漏斗', en: 'Funnel' },
  waits: { zh: '等待', en: 'Waits' },
  ofAreas: { zh: '区域', en: 'Areas' },
  ofOffices: { zh: '承办单位', en: 'Offices' },
  funnelOf: { zh: '漏斗图的对象', en: 'Funnel of' },
  women: { zh: '女', en: 'Women' },
  men: { zh: '男', en: 'Men' },
  age: { zh: '年龄', en: 'Age' },
  people: { zh: '人', en: 'people' },
  share: { zh: '占比', en: 'share' },
  noAges: { zh: '所选地方没有分性别、年龄的人口数据。', en: 'There are no figures of people by sex and age here.' },
  hiddenAges: {
    zh: '有年龄组不足 8 人，整张年龄图不公布。',
    en: 'A band has fewer than 8 people: the whole pyramid is held back.',
  },
  noCategories: { zh: '没有符合条件的类别。', en: 'No category meets these filters.' },
  noTrends: { zh: '这一指标没有分区域的走势。', en: 'This indicator has no trend by area.' },
  noFunnel: {
    zh: '这一指标不是比率，不能画漏斗图；请改选一个率。',
    en: 'This indicator is not a rate, so chance sets it no limits; choose a rate.',
  },
  noOffices: { zh: '没有承办单位的记录。', en: 'No offices are recorded.' },
  heldBack: { zh: '本城市按发布档公开数据，不公布此项。', en: 'This city does not publish this.' },
  before: { zh: '对比期', en: 'before' },
  change: { zh: '变化', en: 'change' },
  clear: { zh: '明显', en: 'clear' },
  byChance: { zh: '偶然也会如此', en: 'chance could do it' },
  openGap: { zh: '打开城乡页', en: 'Open the gap page' },
  openLoop: { zh: '打开闭环页', en: 'Open the loop page' },
  notFiltered: { zh: '城乡与状态筛选不作用于此图', en: 'filters by urban class and status do not apply here' },
} as const satisfies Record<string, Label>

export type PanelWord = keyof typeof WORDS
export const panelWord = (name: PanelWord, language: Language): string => say(WORDS[name], language)
