import { readSettings } from '../warehouse/catalog/settings.ts'
import { runIndicators } from './indicators-command.ts'
import { runIngest } from './ingest-command.ts'
import { runQuarantine } from './quarantine-command.ts'
import { writeSchemas } from './schema.ts'
import { runSnapshots, SNAPSHOTS_MANUAL } from './snapshots/command.ts'

export interface CommandOptions {
  from?: string | undefined
  data?: string | undefined
  /** `json`: progress as lines of JSON on stderr. */
  progress?: string | undefined
  /** File that gets the report as JSON; `-` for stdout. */
  json?: string | undefined
  /** Publish although checks fail. */
  accept?: boolean | undefined
  csv?: string | undefined
  source?: string | undefined
  reason?: string | undefined
  keep?: string | undefined
  lang?: string | undefined
  out?: string | undefined
  against?: string | undefined
}

interface Command {
  usage: string
  help: string
  /** What `COMMAND --help` prints; the help of all commands when unset. */
  manual?: () => Promise<string>
  run(args: string[], options: CommandOptions): Promise<void>
}

const dataDir = (options: CommandOptions): string => options.data ?? readSettings(process.env).CITY_DATA

/** Loaded when asked for, as all that reads files: an ingest without anything new needs none of it. */
const inspecting = () => import('./inspect/command.ts')

export const COMMANDS: Record<string, Command> = {
  ingest: {
    usage: 'ingest PACK [--from DIR] [--data DIR] [--accept] [--json FILE|-] [--progress json]',
    help: 'Reads the files of a city and publishes a snapshot. PACK is an id under ingest/cities, or a folder with city.yaml.',
    run: runIngest,
  },
  inspect: {
    usage: 'inspect FILE… [--out DIR] [--against PACK [--from DIR]] [--json FILE]',
    help:
      'Says what files hold that it has never seen: encoding, layout, keys, and of each column what it most likely is ' +
      'and why. --out drafts recipes and a pack; --against shows how well the files join known areas. More: inspect --help.',
    manual: async () => (await inspecting()).INSPECT_MANUAL,
    run: async (args, options) => (await inspecting()).runInspect(args, options),
  },
  snapshots: {
    usage: 'snapshots CITY [list | diff [A [B]] | pin ID | unpin ID | rollback [ID] | prune [--keep N]] [--lang zh|en]',
    help: 'Lists the versions of a city, says what changed, keeps, serves again and deletes them. More: snapshots --help.',
    manual: async () => SNAPSHOTS_MANUAL,
    run: (args, options) => runSnapshots(args, { ...options, data: dataDir(options) }),
  },
  quarantine: {
    usage: 'quarantine CITY [--source ID] [--reason ID] [--csv FILE] [--data DIR]',
    help: 'Shows the rows set aside in the snapshot that is served: file, line, column, reason, text and how to mend it.',
    run: runQuarantine,
  },
  indicators: {
    usage: 'indicators [PACK] [--json FILE|-]',
    help: 'Prints the codebook in Chinese and English: of every indicator its formula, parts, period rule, note and source.',
    run: runIndicators,
  },
  schema: {
    usage: 'schema',
    help: 'Writes the JSON Schema of recipes and packs for editors: ingest/recipe.schema.json, ingest/city.schema.json.',
    run: async () => {
      for (const file of writeSchemas()) process.stdout.write(`${file}\n`)
    },
  },
}
