import type { City } from '../catalog/city.ts'
import type { Label } from '../catalog/types.ts'
import { QuestionError } from './question-error.ts'

/**
 * Refuses what the set of published tables does not hold, in a city of profile `standard`. `what` names the thing asked
 * for; `nearest` is a whole sentence that says what is published instead. Throws QuestionError `not_published`.
 */
export function refuseInStandard(city: City, what: Label, nearest: Label): void {
  if (city.profile === 'standard') throw outsideSet(what, nearest)
}

/** The refusal of one thing. `field` names the parameter at fault, `allowed` what it may be. */
export function outsideSet(what: Label, nearest: Label, field = 'query', allowed: string[] = []): QuestionError {
  const sentence = {
    zh: `本城市按发布档（standard）公开数据，${what.zh}不在发布表集之内。${nearest.zh}`,
    en: `This city publishes under the profile “standard”: ${what.en} is not in its set of tables. ${nearest.en}`,
  }
  return new QuestionError('not_published', field, sentence, allowed)
}
