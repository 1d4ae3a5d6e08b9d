import { writeFileSync } from 'node:fs'
import { IngestError } from '../ingest-error.ts'
import { terminalProgress } from '../progress.ts'
import { inspect, inspectedJson, inspectedText } from './inspect.ts'

export interface InspectOptions {
  /** File that gets everything as JSON; `-` for stdout, instead of the table. */
  json?: string | undefined
}

/** `city inspect FILE…` */
export async function runInspect(files: string[], options: InspectOptions): Promise<void> {
  if (files.length === 0) throw new IngestError('Say which files: npm run city -- inspect FILE… See --help.')
  const found = await inspect(files, terminalProgress())
  if (options.json !== undefined && options.json !== '-') writeFileSync(options.json, inspectedJson(found))
  process.stdout.write(options.json === '-' ? inspectedJson(found) : inspectedText(found))
}
