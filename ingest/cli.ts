import { parseArgs } from 'node:util'
import { COMMANDS } from './commands.ts'
import { helpText } from './help.ts'
import { CancelledError, IngestError, sentenceOf } from './ingest-error.ts'
import { terminalLanguage } from './terminal-language.ts'

const OPTIONS = {
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
} as const

/** Errors: IngestError for an option that is not one, or lacks its value. */
function parsed(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: OPTIONS })
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    throw new IngestError({ zh: `选项有误（${said}）。可用的选项见 --help。`, en: `${said} See --help.` }, cause)
  }
}

async function main(argv: string[]): Promise<void> {
  const { values, positionals } = parsed(argv)
  const [name, ...rest] = positionals
  if (values.help || name === undefined) {
    process.stdout.write((await COMMANDS[name ?? '']?.manual?.()) ?? helpText())
    return
  }
  const command = COMMANDS[name]
  if (!command) {
    throw new IngestError({
      zh: `没有命令“${name}”。可用的命令：${Object.keys(COMMANDS).join('、')}，详见 --help。`,
      en: `There is no command "${name}". Commands are ${Object.keys(COMMANDS).join(', ')}; see --help.`,
    })
  }
  await command.run(rest, values)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const { zh, en } = sentenceOf(error)
  const said = terminalLanguage() === 'zh' ? [zh, en] : [en, zh]
  process.stderr.write(`\n${[...new Set(said)].join('\n')}\n`)
  if (process.env.DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  process.exitCode = error instanceof CancelledError ? 130 : 1
})
