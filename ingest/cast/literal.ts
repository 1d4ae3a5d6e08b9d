/** A text as an SQL literal. Recipes come from files, so nothing of them enters a statement but through here. */
export function literal(text: string): string {
  if (text.includes('\0')) throw new RangeError('A recipe cannot hold a NUL character.')
  return `'${text.replaceAll("'", "''")}'`
}

export const list = (texts: string[]): string => texts.map(literal).join(', ')
