import type { RecipeDraft } from './draft-parts.ts'
import type { Known } from './table.ts'
import type { Whole } from './whole.ts'

const ADDED_UP = ['n', 'dwellings', 'vacant', 'households', 'floor_area_m2']

/** Whether a draft fills counts; means and prices do not add up, and of measures nobody knows. */
const addsUp = ({ value }: RecipeDraft) => ADDED_UP.some((name) => name in (value.fields as Record<string, unknown>))

/**
 * Rows that tell the whole: compared with their parts where those are all of one level and add up, else figures of the
 * whole city.
 */
export function addWhole(draft: RecipeDraft, { column, values, because, isWorded }: Whole, isMixed: boolean): void {
  if (isWorded && !isMixed && addsUp(draft)) {
    draft.value.totals = { [column.name]: values }
    draft.remarks.push({ at: ['totals'], text: `${because}: compared with its parts, not counted beside them` })
    return
  }
  const locate = (draft.value.locate ??= []) as unknown[]
  const aliases = Object.fromEntries(values.map((value) => [value, 'city']))
  locate.push({ level: 'city', by: 'code', from: column.name, aliases })
  draft.remarks.push({ at: ['locate', locate.length - 1], text: `${because}: figures of the whole city` })
}

/** Words for totals in other columns, such as 性别: set apart where their parts are there too. */
export function addTotals(draft: RecipeDraft, columns: Known[]): void {
  const mixed = columns.filter(({ totals, distinct }) => totals.length > 0 && distinct > totals.length)
  if (mixed.length === 0) return
  const told = mixed.map(({ name, totals }) => `${name} holds ${totals.join(', ')}`)
  const totals = {
    ...(draft.value.totals as object | undefined),
    ...Object.fromEntries(mixed.map((c) => [c.name, c.totals])),
  }
  if (!addsUp(draft)) {
    draft.head.push(`unsure: ${told.join('; ')}: totals among their parts count twice unless set apart`)
    const options = mixed.map(
      (c) => `${JSON.stringify(c.name)}: [${c.totals.map((word) => JSON.stringify(word)).join(', ')}]`,
    )
    draft.head.push(`if right, add:\ntotals: { ${options.join(', ')} }`)
    return
  }
  draft.value.totals = totals
  draft.remarks.push({
    at: ['totals'],
    text: `unsure: ${told.join('; ')}: taken for totals, compared with their parts and not counted beside them`,
  })
}
