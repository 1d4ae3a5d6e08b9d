import { language } from '../state/store.ts'
import type { ListName } from '../state/view-state.ts'
import { word } from '../text/words.ts'
import type { AnswerBody, CatalogBody } from './client.ts'
import { areaNames, byArea, byCoarse, hierarchy } from './desk-questions.ts'

const labelIn = (answer: AnswerBody | null, code: string) => {
  const key = answer?.keys[0]
  const i = key?.codes.indexOf(code) ?? -1
  return i < 0 ? null : (key?.labels[i]?.[language.value] ?? null)
}

/** What a filtered code is called. */
export function memberName(catalog: CatalogBody, name: ListName, code: string): string {
  if (name === 'cell') return `${word('cells', language.value)} ${code.replace(/f+$/, '')}`
  if (name === 'area') {
    const named = areaNames.value.value ? hierarchy.value.find(code)?.[language.value] : undefined
    return labelIn(byArea.value.value, code) ?? labelIn(byCoarse.value.value, code) ?? named ?? code
  }
  const members = catalog.dimensions.find((dimension) => dimension.id === name)?.members
  return members?.find((member) => member.code === code)?.label[language.value] ?? code
}
