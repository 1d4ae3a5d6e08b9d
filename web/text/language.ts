import type { Label } from '../../warehouse/catalog/types.ts'

export type Language = 'zh' | 'en'

export const say = (label: Label, language: Language): string => label[language]

/** The first language of the browser that the product speaks; Chinese where it speaks none of them. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh'
    if (tag.toLowerCase().startsWith('en')) return 'en'
  }
  return 'zh'
}
