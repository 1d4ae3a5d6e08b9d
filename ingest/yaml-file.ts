import { readFileSync, statSync } from 'node:fs'
import { parseDocument } from 'yaml'
import type { z } from 'zod'
import { IngestError } from './ingest-error.ts'

const MOST_BYTES = 256 * 1024
const MOST_ALIASES = 20

function value(text: string, file: string): unknown {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true })
  const problem = document.errors[0] ?? document.warnings[0]
  if (problem) throw new IngestError(`${file} is not valid YAML: ${problem.message.trim()}`)
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch (cause) {
    throw new IngestError(
      `${file} uses aliases too often; ${MOST_ALIASES} expansions are allowed. Write it out.`,
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
  if (bytes === undefined) throw new IngestError(`The file ${file} does not exist.`)
  if (bytes > MOST_BYTES)
    throw new IngestError(`${file} has ${bytes} bytes; a pack or recipe has at most ${MOST_BYTES}.`)
  const parsed = schema.safeParse(value(readFileSync(file, 'utf8'), file))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.slice(0, 8).map((i) => `  ${i.path.join('.') || 'the whole file'}: ${i.message}`)
  throw new IngestError(`${file} does not fit its schema:\n${lines.join('\n')}`)
}
