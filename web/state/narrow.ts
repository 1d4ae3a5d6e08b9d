import { signal } from '@preact/signals'

const phone = matchMedia('(width < 720px)')

/** Whether the page is as narrow as a phone: pictures are drawn for that width, not shrunk to it. */
export const isNarrow = signal(phone.matches)
phone.addEventListener('change', () => {
  isNarrow.value = phone.matches
})
