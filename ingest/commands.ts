import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings } from '../warehouse/catalog/settings.ts'
import { listSnapshots, readCurrent } from '../warehouse/snapshot/manifest.ts'
import { IngestError } from './ingest-error.ts'
import { ingest } from './pipeline.ts'
import { stderrProgress } from './progress.ts'
import { formatReport } from './report.ts'
import { writeSchemas } from './schema.ts'

export interface CommandOptions {
  from?: string | undefined
  data?: string | undefined
}

interface Command {
  usage: string
  help: string
  run(args: string[], options: CommandOptions): Promise<void>
}

const dataDir = (options: CommandOptions): string => options.data ?? readSettings(process.env).CITY_DATA

async function runIngest([pack]: string[], options: CommandOptions): Promise<void> {
  if (pack === undefined)
    throw new IngestError('Say which city pack to ingest: npm run city -- ingest PACK. See --help.')
  const report = await ingest({
    pack,
    ...(options.from === undefined ? {} : { from: options.from }),
    data: dataDir(options),
    memoryLimit: readSettings(process.env).MEMORY_LIMIT,
    progress: stderrProgress(),
  })
  process.stdout.write(formatReport(report))
}

async function runSnapshots([city]: string[], options: CommandOptions): Promise<void> {
  const data = dataDir(options)
  const cities = existsSync(data) ? readdirSync(data).filter((name) => existsSync(join(data, name, 'snapshots'))) : []
  if (city === undefined || !cities.includes(city)) {
    throw new IngestError(
      `Say which city: npm run city -- snapshots CITY. Cities in ${data}: ${cities.join(', ') || 'none'}.`,
    )
  }
  const dir = join(data, city)
  const current = readCurrent(dir)
  for (const { id, published_at, bytes, inputs } of listSnapshots(dir)) {
    const mark = id === current ? '*' : ' '
    process.stdout.write(`${mark} ${id}  ${published_at}  ${inputs.length} files  ${(bytes / 1e6).toFixed(1)} MB\n`)
  }
}

export const COMMANDS: Record<string, Command> = {
  ingest: {
    usage: 'ingest PACK [--from DIR] [--data DIR]',
    help: 'Reads the files of a city and publishes a snapshot. PACK is an id under ingest/cities, or a folder with city.yaml.',
    run: runIngest,
  },
  snapshots: {
    usage: 'snapshots CITY [--data DIR]',
    help: 'Lists the published snapshots of a city; * marks the one that is served.',
    run: runSnapshots,
  },
  schema: {
    usage: 'schema',
    help: 'Writes the JSON Schema of recipes and packs for editors: ingest/recipe.schema.json, ingest/city.schema.json.',
    run: async () => {
      for (const file of writeSchemas()) process.stdout.write(`${file}\n`)
    },
  },
}
