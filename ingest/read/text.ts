import { basename } from 'node:path'
import { decodeFile, detectEncoding } from '../decode.ts'
import { IngestError } from '../ingest-error.ts'
import { receive } from '../receive.ts'
import type { Recipe } from '../recipe.ts'

/** A small file as text; every byte of it must be. Errors: IngestError. */
function readText(path: string, encoding: Recipe['encoding'], name: string): string {
  const file = { ...receive(path), name }
  const how = detectEncoding(file, encoding)
  const chunks: Buffer[] = []
  for (const chunk of decodeFile(path, how)) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString()
  if (how.isLossy && text.includes('\uFFFD')) {
    throw new IngestError({
      zh: `${name} 不是 ${how.encoding} 编码的文本。请在配方中写明编码。`,
      en: `${name} is not text in ${how.encoding}. Name its encoding in the recipe.`,
    })
  }
  return text
}

/** A JSON file as a value. Errors: IngestError that says which file is broken. */
export async function readJson(
  path: string,
  encoding: Recipe['encoding'] = 'auto',
  name = basename(path),
): Promise<unknown> {
  const text = readText(path, encoding, name)
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new IngestError({ zh: `${name} 不是 JSON：${said}`, en: `${name} is not JSON: ${said}` }, cause)
  }
}
