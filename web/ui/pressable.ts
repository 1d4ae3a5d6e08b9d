/** What makes a part of a picture a button: a click, Enter or the space bar does it. */
export const pressable = (act: () => void) => ({
  role: 'button' as const,
  tabIndex: 0,
  onClick: act,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    act()
  },
})
