import { createWriteStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { quarantineCsv } from '../warehouse/answer/quarantine-csv.ts'
import { type Quarantine, quarantinedRows, readQuarantine } from '../warehouse/answer/quarantine.ts'
import { readSettings } from '../warehouse/catalog/settings.ts'
import { openReader } from '../warehouse/snapshot/reader.ts'
import type { CommandOptions } from './commands.ts'
import { IngestError } from './ingest-error.ts'

const SHOWN = 50
const RAW_SHOWN = 200

function table({ total, by_reason, rows }: Quarantine): string {
  if (total === 0) return 'No row is set aside. 没有被隔离的行。\n'
  const lines = rows.map(({ source, file, line, field, reason, label, raw, suggestion }) => {
    const where = `${source} / ${file}:${line}${field === null ? '' : ` ${field}`}`
    const shown = raw === null ? [] : [`    ${raw.replaceAll(/\s+/g, ' ').slice(0, RAW_SHOWN)}`]
    const mend = suggestion === null ? [] : [`    → ${suggestion.en} ${suggestion.zh}`]
    return [`${where}  ${reason}: ${label.en} ${label.zh}`, ...shown, ...mend].join('\n')
  })
  const reasons = by_reason.map(({ reason, n }) => `${n.toLocaleString('en')} × ${reason}`).join(', ')
  const more =
    total > rows.length ? [`… and ${(total - rows.length).toLocaleString('en')} more; --csv FILE has all.`] : []
  return `${[...lines, ...more, `${total.toLocaleString('en')} rows set aside: ${reasons}`].join('\n')}\n`
}

/** `city quarantine`: the rows set aside in the snapshot that is served, as a table or a CSV file. */
export async function runQuarantine([city]: string[], options: CommandOptions): Promise<void> {
  const data = options.data ?? readSettings(process.env).CITY_DATA
  if (city === undefined || !existsSync(join(data, city, 'snapshots'))) {
    throw new IngestError({
      zh: `请写明已导入的城市：npm run city -- quarantine CITY。${data} 中没有 ${city ?? '城市'}。`,
      en: `Say which ingested city: npm run city -- quarantine CITY. There is no ${city ?? 'city'} in ${data}.`,
    })
  }
  const reader = await openReader({ dataDir: data, city })
  const { source, reason, csv } = options
  const filter = { source, reason }
  try {
    await reader.use(undefined, async (snapshot) => {
      const page = await readQuarantine(snapshot, filter, { limit: SHOWN, offset: 0 })
      if (csv === undefined) return void process.stdout.write(table(page))
      const text = Readable.from(quarantineCsv(quarantinedRows(snapshot, filter)))
      await pipeline(text, createWriteStream(csv))
      process.stdout.write(`${csv}: ${page.total.toLocaleString('en')} rows\n`)
    })
  } finally {
    await reader.close()
  }
}
