const SHOWN_BYTES = 12_000
const SHOWN_CHARACTERS = 4000

/** At most so many characters, none of them half. */
export function cutText(text: string, most: number): string {
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}

/** Text of bytes as it may be stored: NUL and what could not be decoded are shown by signs that stand for them. */
export function shownText(bytes: Buffer, start: number, end: number): { text: string; isCut: boolean } {
  const whole = bytes.toString('utf8', start, Math.min(end, start + SHOWN_BYTES))
  const isCut = end - start >= SHOWN_BYTES || whole.length > SHOWN_CHARACTERS
  return { text: storable(cutText(whole, SHOWN_CHARACTERS)), isCut }
}

export const storable = (text: string): string => text.replaceAll('\0', '␀').replaceAll(/[\uFFFD\uFEFF\p{Cs}]/gu, '␦')
