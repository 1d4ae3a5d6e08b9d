import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SETTINGS } from '../warehouse/catalog/settings.ts'

const root = resolve(import.meta.dirname, '..')
const read = (name: string) => readFileSync(resolve(root, name), 'utf8')
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts)

describe('the documents', () => {
  it.each([
    ['README.md', 'en'],
    ['README.zh.md', 'zh'],
  ] as const)('%s lists every setting as the program knows it', (file, language) => {
    const text = read(file)
    for (const setting of SETTINGS) {
      const fallback = setting.fallback ? `\`${setting.fallback}\` ` : ''
      expect(text).toContain(`| \`${setting.name}\` | ${fallback}| ${setting.help[language]} |`)
    }
  })

  it.each(['README.md', 'README.zh.md', 'CONTRIBUTING.md', 'tests/README.md'])(
    '%s names only scripts that exist',
    (file) => {
      const named = [...read(file).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1])
      expect(named.filter((name) => !scripts.includes(name ?? ''))).toEqual([])
    },
  )

  it.each(['README.md', 'README.zh.md'])('every link of %s leads somewhere', (file) => {
    const links = [...read(file).matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '')
    expect(links.filter((link) => !link.startsWith('http') && !existsSync(resolve(root, link)))).toEqual([])
  })

  it('both READMEs name every city pack', () => {
    for (const pack of readdirSync(resolve(root, 'ingest/cities'))) {
      if (pack === 'lancheng') continue
      expect(read('README.md')).toContain(`ingest/cities/${pack}/`)
      expect(read('README.zh.md')).toContain(`ingest/cities/${pack}/`)
    }
  })
})
