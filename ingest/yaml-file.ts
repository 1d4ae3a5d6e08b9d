import { readFileSync, statSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { IngestError } from './ingest-error.ts'

const MOST_BYTES = 256 * 1024
const MOST_ALIASES = 20

const inChinese = z.locales.zhCN().localeError

/** What the schema says against a value; a sentence of our own stays as it is. */
function chinese(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message
  const said = inChinese({ ...issue, input: undefined })
  return (typeof said === 'string' ? said : said?.message) ?? issue.message
}

function value(text: string, file: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true })
  const problem = document.errors[0] ?? document.warnings[0]
  if (problem) {
    throw new IngestError({
      zh: `${file} 不是有效的 YAML：${problem.message.trim()}`,
      en: `${file} is not valid YAML: ${problem.message.trim()}`,
    })
  }
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch (cause) {
    throw new IngestError(
      {
        zh: `${file} 使用别名过多，至多展开 ${MOST_ALIASES} 次。请直接写出。`,
        en: `${file} uses aliases too often; ${MOST_ALIASES} expansions are allowed. Write it out.`,
      },
      cause,
    )
  }
}

/**
 * Reads one YAML file of at most 256 kB against a schema.
 * Errors: IngestError that names the file and the field at fault.
 */
export function readYaml<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size
  if (bytes === undefined)
    throw new IngestError({ zh: `文件 ${file} 不存在。`, en: `The file ${file} does not exist.` })
  if (bytes > MOST_BYTES) {
    throw new IngestError({
      zh: `${file} 有 ${bytes} 字节；城市包或配方至多 ${MOST_BYTES} 字节。`,
      en: `${file} has ${bytes} bytes; a pack or recipe has at most ${MOST_BYTES}.`,
    })
  }
  const parsed = schema.safeParse(value(readFileSync(file, 'utf8'), file))
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.slice(0, 8)
  const en = issues.map((issue) => `  ${issue.path.join('.') || 'the whole file'}: ${issue.message}`)
  const zh = issues.map((issue) => `  ${issue.path.join('.') || '整个文件'}：${chinese(issue)}`)
  throw new IngestError({
    zh: `${file} 不符合格式要求：\n${zh.join('\n')}`,
    en: `${file} does not fit its schema:\n${en.join('\n')}`,
  })
}
