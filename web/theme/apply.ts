import { THEMES, type ThemeName } from './themes.ts'

/** Puts a theme's colours on the page as custom properties: `ink2` becomes `--ink2`. */
export function applyTheme(name: ThemeName, root: HTMLElement = document.documentElement): void {
  const theme = THEMES[name]
  for (const [key, value] of Object.entries(theme)) {
    if (typeof value === 'string') root.style.setProperty(`--${key}`, value)
  }
  theme.sequential.forEach((colour, i) => root.style.setProperty(`--seq${i}`, colour))
  theme.diverging.forEach((colour, i) => root.style.setProperty(`--div${i}`, colour))
  root.dataset.theme = name
  root.style.colorScheme = name === 'light' ? 'light' : 'dark'
}
