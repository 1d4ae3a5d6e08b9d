const LATIN_EM = 0.53

/** Width in px that a bold text takes, near enough to choose a type size: CJK one em, anything else about half. */
export function textWidth(text: string, size: number): number {
  let em = 0
  for (const char of text) em += (char.codePointAt(0) ?? 0) > 0x2e7f ? 1 : LATIN_EM
  return Math.ceil(em * size)
}

/** The first of the sizes at which the text fits the width on one line; the last when none does. */
export function fittingSize(text: string, width: number, sizes: readonly [number, ...number[]]): number {
  return sizes.find((size) => textWidth(text, size) <= width) ?? sizes[sizes.length - 1] ?? sizes[0]
}
