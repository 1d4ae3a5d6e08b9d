import type { Label } from '../../warehouse/catalog/types.ts'
import { type Language, say } from '../text/language.ts'

const HELP_WORDS = {
  keys: { zh: '按键', en: 'Keys' },
  andThen: { zh: '再按', en: 'then' },
  letters: { zh: '启用字母和符号键', en: 'Use the keys that are letters and signs' },
  lettersNote: {
    zh: '用语音输入或容易误触时可以关掉；关掉后仍可从页首打开帮助。',
    en: 'Switch them off if speech input or slips of the hand set them off; help stays at the top of the page.',
  },
  address: { zh: '网址', en: 'The address' },
  addressNote: {
    zh: '页面显示的一切都在网址里：复制网址就是分享，后退和前进可以撤回。可用的参数：',
    en: 'All that a page shows is in its address: copy it to share, go Back and Forward to undo. What it may hold:',
  },
  startTour: { zh: '看一遍导览', en: 'Take the tour' },
  tour: { zh: '导览', en: 'Tour' },
  next: { zh: '下一步', en: 'Next' },
  back: { zh: '上一步', en: 'Back' },
  skip: { zh: '跳过', en: 'Skip' },
  done: { zh: '开始使用', en: 'Done' },
} as const satisfies Record<string, Label>

export const helpWord = (name: keyof typeof HELP_WORDS, language: Language): string => say(HELP_WORDS[name], language)

/** One step of the tour: the part of the page it is about, its title and what to know of it. */
export interface TourStep {
  target: string
  title: Label
  text: Label
}

/** In the order in which a page is read. A step whose part is not on the page is left out. */
export const TOUR: readonly TourStep[] = [
  {
    target: '.lead',
    title: { zh: '先读这一句', en: 'Read this sentence first' },
    text: {
      zh: '它把下面的图说成话：多少、区间多宽、与基准相比是否真有差别。数字后面有“怎么算的”。',
      en: 'It says what the pictures below show: how much, how sure, and whether the difference is real. How each number is made stands beside it.',
    },
  },
  {
    target: '.filters',
    title: { zh: '换个问题', en: 'Ask something else' },
    text: {
      zh: '选指标、时间和分层；点地图上的区域或左边的类别也是筛选。每个筛选是一枚标签，点一下去掉。',
      en: 'Choose indicator, period and level; an area on the map or a category filters too. Each filter is a chip: press it to take it away.',
    },
  },
  {
    target: '.where',
    title: { zh: '在哪里', en: 'Where' },
    text: {
      zh: '颜色是按人口算的比率，分级固定，可以前后比较。斜线是样本少、要慎用；灰色是没有数据，不是零。',
      en: 'Colours are rates per resident, in fixed classes. Hatching means too few to be sure; grey means no data, never zero.',
    },
  },
  {
    target: '.desk-evidence',
    title: { zh: '差别是真的吗', en: 'Is it real?' },
    text: {
      zh: '按多出的件数排序，横线是 95% 区间。分不清的写“难分”，不排名次。',
      en: 'Sorted by cases in excess; each line is a 95 % interval. What cannot be told apart says so, and nobody is ranked.',
    },
  },
  {
    target: '.top-tools',
    title: { zh: '带走，再回来', en: 'Share it, come back' },
    text: {
      zh: '网址就是这个页面，发给别人看到的一样。按 ? 有全部按键，也可以重看导览。',
      en: 'The address holds all you see; send it and others see the same. Press ? for the keys and for this tour again.',
    },
  },
]
