import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings } from '../warehouse/catalog/settings.ts'
import { listSnapshots, readCurrent } from '../warehouse/snapshot/manifest.ts'
import { IngestError } from './ingest-error.ts'
import { runIngest } from './ingest-command.ts'
import { runQuarantine } from './quarantine-command.ts'
import { writeSchemas } from './schema.ts'

export interface CommandOptions {
  from?: string | undefined
  data?: string | undefined
  /** `json`: progress as lines of JSON on stderr. */
  progress?: string | undefined
  /** File that gets the report as JSON; `-` for stdout. */
  json?: string | undefined
  csv?: string | undefined
  source?: string | undefined
  reason?: string | undefined
}

interface Command {
  usage: string
  help: string
  run(args: string[], options: CommandOptions): Promise<void>
}

const dataDir = (options: CommandOptions): string => options.data ?? readSettings(process.env).CITY_DATA

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
    usage: 'ingest PACK [--from DIR] [--data DIR] [--json FILE|-] [--progress json]',
    help: 'Reads the files of a city and publishes a snapshot. PACK is an id under ingest/cities, or a folder with city.yaml.',
    run: runIngest,
  },
  snapshots: {
    usage: 'snapshots CITY [--data DIR]',
    help: 'Lists the published snapshots of a city; * marks the one that is served.',
    run: runSnapshots,
  },
  quarantine: {
    usage: 'quarantine CITY [--source ID] [--reason ID] [--csv FILE] [--data DIR]',
    help: 'Shows the rows set aside in the snapshot that is served: file, line, column, reason, text and how to mend it.',
    run: runQuarantine,
  },
  schema: {
    usage: 'schema',
    help: 'Writes the JSON Schema of recipes and packs for editors: ingest/recipe.schema.json, ingest/city.schema.json.',
    run: async () => {
      for (const file of writeSchemas()) process.stdout.write(`${file}\n`)
    },
  },
}
