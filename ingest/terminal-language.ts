import type { Label } from '../warehouse/catalog/types.ts'

export type Language = keyof Label

/** The language of the terminal, as its locale says; English where it says nothing. */
export function terminalLanguage(): Language {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
