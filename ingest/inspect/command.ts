import { writeFileSync } from 'node:fs'
import { readSettings } from '../../warehouse/catalog/settings.ts'
import { IngestError } from '../ingest-error.ts'
import { terminalProgress } from '../progress.ts'
import { againstText, matchesOf } from './against.ts'
import { draftAll, nameFrom, writeDrafts } from './draft.ts'
import { nextSteps } from './next-steps.ts'
import { inspect, inspectedJson, inspectedText } from './inspect.ts'
import { knownAreas } from './known.ts'

export interface InspectOptions {
  /** File that gets everything as JSON; `-` for stdout, instead of the table. */
  json?: string | undefined
  /** New folder for drafted recipes and city.yaml. */
  out?: string | undefined
  /** City or pack whose areas the files are held against. */
  against?: string | undefined
  from?: string | undefined
  data?: string | undefined
}

export const INSPECT_MANUAL = `npm run city -- inspect FILE… [--out DIR] [--against PACK [--from DIR]] [--json FILE]

Says what files hold that it has never seen. FILE may be a folder. Reads csv, xlsx, json, GeoJSON and TopoJSON, also
packed as gz or zip. "·" stands before what it found, "?" and "unsure" before what it cannot know; look there first.

From files to a running city
  1. npm run city -- inspect files/                     look: is every column what it is taken for?
  2. npm run city -- inspect files/ --out cities/mine   write drafts: sources/*.yaml and city.yaml, with the evidence
  3. Read the comments of the drafts and mend what is wrong: names of levels, licence, the year, aliases.
  4. npm run city -- ingest cities/mine --from files/   every record is loaded, duplicate or set aside with a reason
  5. npm run city -- inspect files/new.csv --against cities/mine --from files/
                                                        how well a further file joins the areas, and aliases to paste

Nothing is written over. Aliases are proposed, never chosen; where a name may mean several areas all are listed.
Columns with personal data are drafted as \`personal: drop\`, and no value of theirs is shown.
`

/** `city inspect FILE…` */
export async function runInspect(files: string[], options: InspectOptions): Promise<void> {
  if (files.length === 0)
    throw new IngestError({
      zh: '请写明文件：npm run city -- inspect FILE…，详见 inspect --help。',
      en: 'Say which files: npm run city -- inspect FILE… See inspect --help.',
    })
  const found = await inspect(files, terminalProgress())
  const against = options.against === undefined ? [] : await matches(found.tables, options.against, options)
  const json = inspectedJson(
    found,
    against.map(({ matches: each }) => each),
  )
  if (options.json !== undefined && options.json !== '-') writeFileSync(options.json, json)
  if (options.json === '-') process.stdout.write(json)
  else process.stdout.write([inspectedText(found), ...against.map(({ text }) => text)].join('\n'))
  if (options.out === undefined) return
  const drafts = draftAll(found.tables, nameFrom(options.out))
  const written = writeDrafts(drafts, options.out)
  process.stderr.write(nextSteps(drafts, options.out, written.length - 1))
}

async function matches(tables: Awaited<ReturnType<typeof inspect>>['tables'], city: string, options: InspectOptions) {
  const data = options.data ?? readSettings(process.env).CITY_DATA
  const known = await knownAreas(city, { from: options.from, data })
  return tables.map((table) => {
    const found = matchesOf(table, known)
    return { matches: found, text: againstText(table, found, known.told) }
  })
}
