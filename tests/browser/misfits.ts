import type { Page } from 'playwright-core'

/** What the page runs. Kept as text because it knows the browser, not Node. */
const FIND = `(() => {
  const found = []
  const width = document.documentElement.clientWidth
  const wide = document.documentElement.scrollWidth
  if (wide > width) found.push('the page scrolls sideways: ' + wide + ' px')
  const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY)
  const name = (each) => each.tagName.toLowerCase() + '.' + each.className + ' "' + each.textContent.trim().slice(0, 24) + '"'
  for (const each of document.querySelectorAll('body :not(svg *, option, script, noscript, .said-only)')) {
    const hasText = [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
    if (!hasText || !each.checkVisibility({ visibilityProperty: true })) continue
    const box = each.getBoundingClientRect()
    if (box.width <= 1 || box.height <= 1) continue
    const style = getComputedStyle(each)
    if (style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && each.scrollWidth > each.clientWidth + 1) found.push('cut off: ' + name(each))
    let within = each.parentElement
    while (within && !scrolls(getComputedStyle(within))) within = within.parentElement
    if (!within && (box.right > width + 1 || box.left < -1)) found.push('beyond the window: ' + name(each))
  }
  return [...new Set(found)]
})()`

/** Text that is cut off, lies outside the window, or makes the page scroll sideways. */
export const misfits = (page: Page): Promise<string[]> => page.evaluate<string[]>(FIND)
