import { signal } from '@preact/signals'
import type { CatalogBody } from '../data/client.ts'
import { remember, remembered } from '../state/remembered.ts'
import { change, linkTo, view } from '../state/store.ts'
import { EMPTY, LISTS } from '../state/view-state.ts'
import { WORDS } from '../text/words.ts'
import { type Binding, createKeys } from '../ui/keys.ts'
import { facesOf } from './faces.ts'

/** Whether keys that type a character are used; kept in this browser. */
export const hasLetters = signal(remembered('letters') !== 'off')
export function allowLetters(isOn: boolean): void {
  hasLetters.value = isOn
  remember('letters', isOn ? null : 'off')
}

export const keys = createKeys(() => hasLetters.value)
export const isHelpOpen = signal(false)

/** What lies over the page closes by itself on Esc; under a dialog that must be answered no other key counts either. */
const OVERLAYS = 'dialog[open], .popover'
const isThere = (selector: string) => document.querySelector(selector) !== null

function clearChips(): boolean {
  const { filters, source, reason, field } = view.value
  if (LISTS.every((name) => filters[name].length === 0) && !source && !reason && !field) return false
  change({ filters: EMPTY.filters, source: null, reason: null, field: null, page: 0 })
  return true
}

/** The search box, or where there is none the first of the page's filters. */
function focusSearch(): boolean {
  const found = document.querySelector<HTMLElement>(
    '[data-search], [role="search"] :is(input, select), main :is(input, select)',
  )
  found?.focus()
  return found !== null
}

const PAGE_KEYS: readonly Binding[] = [
  { keys: ['Tab'], does: { zh: '依次到每个可以操作的地方', en: 'Go to each control in turn' } },
  {
    keys: ['← ↑ ↓ →'],
    does: {
      zh: '在地图上逐格移动，按回车选中；在时间窗上移动它的两端',
      en: 'On the map go from place to place, Enter chooses; on the window of the trend move its ends',
    },
  },
  {
    keys: ['Ctrl+Z'],
    does: { zh: '撤回上一次选择；加 Shift 重做', en: 'Take the last selection back; with Shift, redo' },
  },
  { keys: ['Enter'], does: { zh: '按下所在的按钮或链接', en: 'Press the button or link that has the focus' } },
  {
    keys: ['?'],
    does: { zh: '打开这份按键说明', en: 'Show this list of keys' },
    run: () => (isHelpOpen.value = true),
  },
  { keys: ['/'], does: { zh: '到搜索或第一项筛选', en: 'Go to the search, or to the first filter' }, run: focusSearch },
  {
    keys: ['Escape'],
    does: { zh: '先关闭浮层，再去掉全部筛选', en: 'Close what lies over the page; then take all filters away' },
    run: clearChips,
  },
]

/** The keys to the faces of a city. */
export const faceKeys = (catalog: Pick<CatalogBody, 'published'>): readonly Binding[] =>
  facesOf(catalog).map(({ path, name, letter }) => ({
    keys: ['g', letter],
    does: { zh: `到“${WORDS[name].zh}”`, en: `Go to ${WORDS[name].en}` },
    run: () => {
      location.assign(linkTo(path))
      return true
    },
  }))

/** Listens for as long as the page lives. */
export function followKeys(): void {
  keys.bind(PAGE_KEYS)
  let isOthers = false
  addEventListener(
    'keydown',
    ({ key }) => {
      isOthers = isThere(key === 'Escape' ? OVERLAYS : 'dialog:modal')
    },
    true,
  )
  addEventListener('keydown', (event) => {
    if (!isOthers && keys.press(event, event.timeStamp)) event.preventDefault()
  })
}
