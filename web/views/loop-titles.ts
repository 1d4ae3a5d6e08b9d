import type { LoopBody } from '../../api/schema/loop.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { formatHours, formatShare } from './loop-model.ts'
import { loopWord, setWord } from './loop-words.ts'

/** The steps of the loop; first contact lies between the second and the third. */
export const FIVE = ['received', 'dispatched', 'closed', 'verified', 'rated'] as const

export interface ShownStep {
  id: (typeof FIVE)[number]
  n: number | null
  /** Of those received. */
  share: number | null
}

/**
 * The five steps of the cases that had time for all of them; of all cases where none is that old, and `isRipe` is false: then the
 * last steps of some are yet to come.
 */
export function shownSteps({ steps }: Pick<LoopBody, 'steps'>): { isRipe: boolean; steps: ShownStep[] } {
  const at = (id: string) => steps.find((step) => step.id === id)
  const isRipe = (at('received')?.ripe ?? 0) > 0
  const count = (id: string) => (isRipe ? at(id)?.ripe : at(id)?.n) ?? null
  const received = count('received') ?? 0
  return {
    isRipe,
    steps: FIVE.map((id) => {
      const n = count(id)
      return { id, n, share: n === null || received === 0 ? null : n / received }
    }),
  }
}

/** Falls smaller than this between two steps are not worth a title. */
const LEAST_FALL = 0.02

/** At which step most cases are lost. */
export function stepsTitle(body: Pick<LoopBody, 'steps'>, language: Language): string {
  const known = shownSteps(body).steps.filter(({ share }) => share !== null)
  const falls = known.map((step, i) => ({
    ...step,
    fall: i === 0 ? 0 : (known[i - 1]?.share ?? 0) - (step.share ?? 0),
  }))
  const [most] = falls.toSorted((a, b) => b.fall - a.fall)
  if (!most || most.share === null || most.fall < LEAST_FALL) return loopWord('steps', language)
  const per100 = formatNumber(100 * most.share)
  return language === 'zh'
    ? `掉得最多的一步是${loopWord(most.id, 'zh')}：每 100 件有 ${per100} 件走到`
    : `Most is lost at step ${FIVE.indexOf(most.id) + 1}, ${loopWord(most.id, 'en').toLowerCase()}: ${per100} of 100 get there`
}

/** How long half of the cases wait. */
export function waitsTitle({ curves }: Pick<LoopBody, 'curves'>, language: Language): string {
  const median = (until: string) => curves.find((curve) => curve.until === until)?.median ?? null
  const [contact, closing] = [median('first_response_at'), median('closed_at')]
  const zh = language === 'zh'
  const said = [
    ...(contact === null ? [] : [`${formatHours(contact, language)}${zh ? '内得到联系' : ' for first contact'}`]),
    ...(closing === null ? [] : [`${formatHours(closing, language)}${zh ? '内办结' : ' until closed'}`]),
  ]
  if (said.length === 0) return loopWord('waits', language)
  return zh ? `一半在 ${said.join('，')}` : `Half wait no longer than ${said.join(', ')}`
}

/** How much is settled where it first arrived. */
export function handOffsTitle({ shares }: Pick<LoopBody, 'shares'>, language: Language): string {
  const share = shares.first_office?.value ?? null
  if (share === null) return loopWord('handOffs', language)
  return language === 'zh'
    ? `办结案件中 ${formatShare(share)} 由首接单位就地办结`
    : `${formatShare(share)} of closed cases are settled by the office they came to`
}

/** Offices of which something tells of haste. */
export const hastyOffices = ({ haste }: Pick<LoopBody, 'haste'>) =>
  haste.filter(({ is_hasty, is_bunched }) => is_hasty || is_bunched)

export function hasteTitle(body: Pick<LoopBody, 'haste'>, language: Language): string {
  const flagged = hastyOffices(body)
  const zh = language === 'zh'
  if (flagged.length === 0) return loopWord('haste', language)
  const [first] = flagged
  if (flagged.length === 1 && first)
    return zh ? `${first.label.zh}有突击办结的迹象` : `Signs of haste: ${first.label.en}`
  return zh ? `${flagged.length} 个部门有突击办结的迹象` : `Signs of haste in ${flagged.length} offices`
}

/** Share in words with what it is of: 70.3% of 677. */
export const shareOf = (set: string, { n, of, value }: LoopBody['shares'][string], language: Language): string =>
  `${setWord(set, language)} ${formatNumber(n)} / ${formatNumber(of)} (${formatShare(value)})`
