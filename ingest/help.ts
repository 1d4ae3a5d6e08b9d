import { SETTINGS } from '../warehouse/catalog/settings.ts'
import { COMMANDS } from './commands.ts'
import { packNames } from './packs.ts'

/** What `--help` prints: commands, packs, settings, and a way to begin. */
export function helpText(): string {
  const commands = Object.values(COMMANDS).map(({ usage, help }) => `  ${usage}\n      ${help}`)
  const settings = SETTINGS.map(
    ({ name, fallback, help }) => `  ${name}${fallback ? ` = ${fallback}` : ''}\n      ${help.en}\n      ${help.zh}`,
  )
  return `City Brain Lite: from the files a city publishes to numbers that can be defended.

npm run city -- COMMAND

Commands
${commands.join('\n')}

City packs that come with the program: ${packNames().join(', ') || 'none'}

To begin
  npm run demo -- --out data/demo/lancheng          make the files of the demo city
  npm run city -- ingest lancheng --from data/demo/lancheng
  npm start                                         look at it
A pack of your own is a folder with city.yaml and, beside it, sources/*.yaml: one recipe for each kind of file.
See ingest/README.md.

Settings (environment variables)
${settings.join('\n')}
`
}
