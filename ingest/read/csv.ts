import { basename } from 'node:path'
import { detectEncoding } from '../decode.ts'
import { IngestError } from '../ingest-error.ts'
import { REASONS } from '../reasons.ts'
import { receive } from '../receive.ts'
import type { Recipe } from '../recipe.ts'
import { splitRecord } from '../scan/record.ts'
import { scanFile } from '../scan/scan-file.ts'
import type { Layout } from '../scan/shape.ts'

export interface CsvTable {
  header: string[]
  rows: string[][]
}

/**
 * A small CSV (areas, bridges, labels) read whole. Cases and other large tables go through the engine instead.
 * Errors: IngestError that names the line, for the first record that is not sound: what others refer to must be whole.
 */
export async function readCsv(
  path: string,
  layout: Layout & { encoding?: Recipe['encoding'] } = {},
  name = basename(path),
): Promise<CsvTable> {
  const file = { ...receive(path), name }
  const rows: string[][] = []
  const { header } = scanFile(file, detectEncoding(file, layout.encoding ?? 'auto'), layout, {
    sound: (_, bytes, from, to, delimiter) => rows.push(splitRecord(bytes.toString('utf8', from, to), delimiter)),
    rewritten: (_, text, delimiter) => rows.push(splitRecord(text, delimiter)),
    bad: ({ line, reason }) => {
      const { label, suggestion } = REASONS[reason]
      throw new IngestError({
        zh: `${name} 第 ${line} 行：${label.zh}。${suggestion.zh}`,
        en: `${name}, line ${line}: ${label.en}. ${suggestion.en}`,
      })
    },
  })
  return { header, rows }
}
