const TOTAL =
  /^(?:[合总小共]计|[合總小共]計|总数|總數|全[市国省县區区縣國]|全市合计|total|totals|grand total|subtotal|sum|all)$/iu

/** Whether a text is a word for the sum of all rows, such as 合计 or Total; blanks inside it (合 计) do not count. */
export const isTotalWord = (text: string): boolean =>
  TOTAL.test(/\p{Script=Han}/u.test(text) ? text.replaceAll(/\s/gu, '') : text.trim())
