const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers are not text and stay. */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)
