import type { AreaPlan } from './areas.ts'
import type { RecipeDraft } from './draft-parts.ts'
import type { Planned } from './plan.ts'
import type { Commented } from './recipe-yaml.ts'
import type { Known } from './table.ts'

const MOST_LEVELS = 8

interface Zone {
  zone: string
  currency: { zh: string; en: string }
  because: string
}

const HONG_KONG = /香港|九龍|新界|灣仔|油尖旺|深水埗|觀塘|荃灣|屯門|沙田區|離島區/u
const [CNY, TWD, HKD, MOP, USD] = [
  { zh: '元', en: 'CNY' },
  { zh: '新台币', en: 'New Taiwan dollars' },
  { zh: '港元', en: 'Hong Kong dollars' },
  { zh: '澳门元', en: 'Macau patacas' },
  { zh: '美元', en: 'US dollars' },
]

/** Where the points lie, or how the words are written. */
function guessZone(columns: Known[]): Zone | null {
  const middle = (role: string) => {
    const number = columns.find((column) => column.role === role && (column.number?.most ?? 0) !== 0)?.number
    const values = number ? [number.least, number.most].filter((value) => value !== 0) : []
    return values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length
  }
  const [lon, lat] = [middle('lon'), middle('lat')]
  const text = columns.map(({ name, tally }) => name + [...tally.values.keys()].slice(0, 20).join('')).join('')
  const isTraditional = /[縣區鄉鎮臺灣戶]/u.test(text)
  const hongKong = HONG_KONG.exec(text)?.[0]
  if (isTraditional && hongKong !== undefined)
    return { zone: 'Asia/Hong_Kong', currency: HKD, because: `"${hongKong}"` }
  if (isTraditional && /澳門|氹仔|路環/u.test(text))
    return { zone: 'Asia/Macau', currency: MOP, because: 'names of Macau' }
  if (isTraditional)
    return {
      zone: 'Asia/Taipei',
      currency: TWD,
      because:
        'traditional characters alone; Asia/Hong_Kong and Asia/Macau write them too, and all three have the same clock',
    }
  if (/\p{Script=Han}{2}/u.test(text)) return { zone: 'Asia/Shanghai', currency: CNY, because: 'simplified characters' }
  if (lon === null || lat === null || lat < 24 || lat > 50 || lon > -66 || lon < -125) return null
  const zone =
    lon > -82
      ? 'America/New_York'
      : lon > -100
        ? 'America/Chicago'
        : lon > -115
          ? 'America/Denver'
          : 'America/Los_Angeles'
  return { zone, currency: USD, because: `points near ${lat.toFixed(1)}, ${lon.toFixed(1)}` }
}

/** Levels from large to small, each with the level above it. */
function levelsOf(plans: AreaPlan[]): { id: string; parent: string; size: number }[] {
  const found = new Map<string, { id: string; parent: string; size: number }>()
  for (const { level, parent, areas } of plans) {
    const known = found.get(level)
    const above = parent?.level ?? known?.parent ?? 'city'
    found.set(level, {
      id: level,
      parent: known && known.parent !== 'city' ? known.parent : above,
      size: Math.max(areas.size, known?.size ?? 0),
    })
  }
  return [...found.values()].toSorted((a, b) => a.size - b.size)
}

/** Drops what needs levels a pack has no room for. */
function withinLimit(levels: { id: string; parent: string; size: number }[], recipes: RecipeDraft[]): Set<string> {
  const used = (id: string) =>
    recipes.filter(({ value }) => JSON.stringify(value.locate ?? []).includes(`"${id}"`)).length
  const kept = levels.toSorted((a, b) => used(b.id) - used(a.id)).slice(0, MOST_LEVELS - 1)
  return new Set(['city', ...kept.map(({ id }) => id)])
}

/** What the files call the areas of a level: the column that names them, or the file where the id tells nothing. */
function called(id: string, planned: Planned[]): string {
  const plan = planned.flatMap(({ areas }) => areas).find(({ level }) => level === id)
  if (plan?.isNamed === true) return plan.code.from
  return plan && id.startsWith('area_level') ? plan.table.stem : id
}

/** city.yaml for drafted recipes, with what it is unsure of. Recipes without a level in it are left out and named. */
export function draftPack(
  planned: Planned[],
  recipes: RecipeDraft[],
  city: { id: string; name: string; from: string },
): Commented {
  const columns = planned.flatMap(({ table }) => table.columns)
  const all = levelsOf(planned.flatMap(({ areas }) => areas))
  const kept = withinLimit(all, recipes)
  const levels = all.filter(({ id }) => kept.has(id))
  const isIn = ({ value }: RecipeDraft) => typeof value.level !== 'string' || kept.has(value.level)
  const zone = guessZone(columns)
  const title = (text: string) => ({ zh: text, en: text })
  const value = {
    id: city.id,
    name: title(city.name),
    time_zone: zone?.zone ?? 'Etc/UTC',
    currency: zone?.currency ?? { zh: '货币', en: 'currency' },
    levels: [
      { id: 'city', label: { zh: '市', en: 'City' } },
      ...levels.map(({ id, parent }) => ({
        id,
        label: { zh: called(id, planned), en: id },
        parent: kept.has(parent) ? parent : 'city',
      })),
    ],
    default_level: levels[0]?.id ?? 'city',
    default_indicator: recipes.some(({ target }) => target === 'cases') ? 'case_count' : 'residents',
    cells: { finest: 9, map: 8 },
    calendar: { holidays: [], workdays: [] },
    sources: recipes
      .filter((draft) => isIn(draft) && draft.copyOf === undefined)
      .map(({ id, files }) => ({ recipe: id, files })),
  }
  const left = planned
    .filter(({ kind }) => kind === 'left')
    .map(({ table, because }) => `left out: ${table.files.map(({ name }) => name).join(', ')} has ${because}`)
  const crowded = recipes
    .filter((draft) => !isIn(draft))
    .map(({ id }) => `left out: recipe ${id}, for a pack has ${MOST_LEVELS} levels at most`)
  const copied = new Map<string, RecipeDraft[]>()
  for (const draft of recipes) {
    if (draft.copyOf === undefined) continue
    const said = `${draft.files.join(', ')} holds the same records as ${draft.copyOf}`
    copied.set(said, [...(copied.get(said) ?? []), draft])
  }
  const copies = [...copied].flatMap(([said, drafts]) => [
    `left out: ${said}, and they would count twice. To take it instead:`,
    ...drafts.map(({ id, files }) => `  - { recipe: ${id}, files: ${JSON.stringify(files)} }`),
  ])
  return {
    value,
    head: [
      'Drafted by "city inspect". Try it:',
      `npm run city -- ingest FOLDER_OF_THIS_FILE --from ${city.from}`,
      ...left,
      ...crowded,
    ],
    remarks: [
      { at: ['name'], text: 'Write the name of the city.' },
      {
        at: ['time_zone'],
        text: zone
          ? `unsure: guessed from ${zone.because}`
          : 'unsure: nothing tells the time zone; write its name, such as Asia/Shanghai',
      },
      ...(recipes.some((draft) => draft.value.vintage !== undefined)
        ? [
            {
              at: ['levels'],
              text: 'Boundaries of several years: the newest hold for rows of all times, unless each is to hold for its own days:\nboundaries: of_the_day',
            },
          ]
        : []),
      { at: ['levels'], text: 'From large to small. Write their true names.' },
      ...(copies.length > 0 ? [{ at: ['sources'], text: copies.join('\n') }] : []),
      { at: ['calendar'], text: 'Days off and working weekends, for counts by working day.' },
    ],
  }
}
