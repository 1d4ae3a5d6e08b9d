import type { Label } from '../catalog/types.ts'

/** A question that cannot be answered as asked: says in both languages what is wrong and what is allowed. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError'
  readonly sentence: Label
  readonly code: string
  readonly field: string
  readonly allowed: string[]
  constructor(code: string, field: string, sentence: Label, allowed: string[] = []) {
    super(sentence.en)
    this.sentence = sentence
    this.code = code
    this.field = field
    this.allowed = allowed
  }
}

const SHOWN = 12

/** The refusal of a name the catalog does not know. */
export function unknownName(code: string, field: string, what: Label, name: string, allowed: string[]): QuestionError {
  const some = allowed.slice(0, SHOWN)
  const more = allowed.length > SHOWN
  return new QuestionError(
    code,
    field,
    {
      zh: `没有名为“${name}”的${what.zh}。可用：${some.join('、')}${more ? ` 等 ${allowed.length} 个` : ''}。`,
      en: `There is no ${what.en} “${name}”. Allowed: ${some.join(', ')}${more ? ` and ${allowed.length - SHOWN} more` : ''}.`,
    },
    allowed.slice(0, 200),
  )
}

/** A query that ran past its limit or was cancelled by the caller. */
export class SlowQueryError extends Error {
  override readonly name = 'SlowQueryError'
}
