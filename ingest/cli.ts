import { parseArgs } from 'node:util'
import { COMMANDS } from './commands.ts'
import { helpText } from './help.ts'
import { CancelledError, IngestError } from './ingest-error.ts'

async function main(argv: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      data: { type: 'string' },
      progress: { type: 'string' },
      json: { type: 'string' },
      accept: { type: 'boolean' },
      csv: { type: 'string' },
      source: { type: 'string' },
      reason: { type: 'string' },
      keep: { type: 'string' },
      lang: { type: 'string' },
      out: { type: 'string' },
      against: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [name, ...rest] = positionals
  if (values.help || name === undefined) {
    process.stdout.write(COMMANDS[name ?? '']?.manual ?? helpText())
    return
  }
  const command = COMMANDS[name]
  if (!command) {
    throw new IngestError(
      `There is no command "${name}". Commands are ${Object.keys(COMMANDS).join(', ')}; see --help.`,
    )
  }
  await command.run(rest, values)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exitCode = error instanceof CancelledError ? 130 : 1
})
