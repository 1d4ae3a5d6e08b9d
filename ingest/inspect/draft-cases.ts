import { addLocate, addPersonal, begin, percent, type RecipeDraft, setField, timeField } from './draft-parts.ts'
import type { Placing } from './place.ts'
import type { Planned } from './plan.ts'
import type { Role } from './roles.ts'
import type { Known } from './table.ts'

const STEPS: [Role, string][] = [
  ['dispatched', 'dispatched_at'],
  ['responded', 'first_response_at'],
  ['closed', 'closed_at'],
  ['due', 'due_at'],
  ['reopened', 'reopened_at'],
]
const WORDS: [Role, string][] = [
  ['category', 'category'],
  ['category_group', 'category_group'],
  ['channel', 'channel'],
  ['department', 'department'],
]
const MOST_WORDS = 300
const MOST_LOCATES = 4

/** The event that begins a case: by its name, else the column most rows have. */
function openedOf(columns: Known[]): Known | undefined {
  const events = columns.filter(
    ({ time, role }) => time && time.precision !== 'year' && role !== 'due' && role !== 'closed',
  )
  return (
    events.find(({ role }) => role === 'opened') ??
    events.toSorted((a, b) => b.filled - a.filled)[0] ??
    columns.find(({ time }) => time && time.precision !== 'year')
  )
}

function setKey(draft: RecipeDraft, columns: Known[]): void {
  const number = columns.find(
    ({ role, tally, name }) => role === 'identifier' && tally.empty === 0 && !/objectid/i.test(name),
  )
  if (!number) {
    draft.head.push('unsure: no column numbers the cases; equal rows count as different cases')
    return
  }
  setField(draft, 'case_id', { from: number.name, type: 'code', required: true }, number)
  draft.value.key = ['case_id']
  const fields = draft.value.fields as Record<string, unknown>
  if (fields.closed_at) draft.value.as_of = 'closed_at'
}

/** Ways to find areas: the finest first, none that one above it by parents already gives, points last. */
function locates(placed: Placing[]): Placing[] {
  const chosen: Placing[] = []
  const given = new Set<string>()
  for (const place of placed) {
    if (given.has(place.plan.level)) continue
    chosen.push(place)
    const share = place.join.share * (place.column.filled / Math.max(1, place.column.tally.rows))
    let up: string | undefined = place.plan.level
    while (up !== undefined && share > 0.95 && !given.has(up)) {
      given.add(up)
      const level: string = up
      up = placed.find(({ plan }) => plan.level === level)?.plan.parent?.level
    }
    given.add(place.plan.level)
  }
  return chosen.slice(0, MOST_LOCATES)
}

/** The recipe of a table of cases. `drawn`: levels with boundaries, the finest first. */
export function draftCases(planned: Planned, id: string, files: string[], drawn: string[]): RecipeDraft {
  const { table, placed } = planned
  const { columns } = table
  const draft = begin(planned, id, 'cases', files)
  const opened = openedOf(columns)
  if (opened) setField(draft, 'opened_at', { ...timeField(opened), required: true }, opened)
  const others = columns.filter(({ time, role, name }) => time && role === 'time' && name !== opened?.name)
  if (others.length > 0)
    draft.remarks.push({
      at: ['fields', 'opened_at'],
      text: `unsure: it may also be ${others.map(({ name }) => name).join(' or ')}`,
    })
  for (const [role, field] of STEPS) {
    const column = columns.find((each) => each.role === role)
    if (column)
      setField(draft, field, { ...timeField(column), ...(role === 'due' ? {} : { not_before: 'opened_at' }) }, column)
  }
  setKey(draft, columns)
  for (const [role, field] of WORDS) {
    const fitting = columns.filter((column) => column.role === role && column.distinct <= MOST_WORDS)
    const column = fitting.toSorted((a, b) => b.distinct - a.distinct)[0]
    if (!column) continue
    setField(draft, field, { from: column.name })
    draft.remarks.push({
      at: ['fields', field],
      text: `${column.distinct} words${
        fitting.length > 1
          ? `; unsure: or ${fitting
              .filter((c) => c !== column)
              .map(({ name }) => name)
              .join(', ')}`
          : ''
      }`,
    })
  }
  setPoint(draft, planned, drawn)
  for (const place of locates(placed)) addLocate(draft, place, false)
  if (placed.length === 0) draft.head.push('unsure: no column finds an area; cases count for the whole city only')
  addPersonal(
    draft,
    columns.filter(({ role }) => role === 'personal' || role === 'sex' || role === 'age'),
  )
  return draft
}

function setPoint(draft: RecipeDraft, { table }: Planned, drawn: string[]): void {
  const [lon, lat] = ['lon', 'lat'].map((role) => table.columns.find((column) => column.role === role))
  if (!lon || !lat) return addProjected(draft, table.columns)
  const isSwapped = Math.abs(lat.number?.most ?? 0) > 90 || Math.abs(lat.number?.least ?? 0) > 90
  setField(draft, 'lon', { from: isSwapped ? lat.name : lon.name, type: 'number' }, lon)
  setField(draft, 'lat', { from: isSwapped ? lon.name : lat.name, type: 'number' }, lat)
  if (isSwapped) draft.remarks.push({ at: ['fields', 'lon'], text: 'the axes stand the other way round in this file' })
  addSystem(draft, lon.name)
  const share = percent(lon.filled / Math.max(1, lon.tally.rows))
  const [finest] = drawn
  if (finest === undefined) return
  const locate = (draft.value.locate ??= []) as unknown[]
  locate.push({ level: finest, by: 'point' })
  draft.remarks.push({ at: ['locate', locate.length - 1], text: `${share} of the rows have a point` })
}

const SYSTEMS: [RegExp, string][] = [
  [/高德|腾讯|騰訊|火星|gcj|amap/iu, 'gcj02'],
  [/百度|bd.?09|baidu/iu, 'bd09'],
  [/wgs|gps|84/iu, 'wgs84'],
]

/** The coordinate system that the name of a column tells. */
function addSystem(draft: RecipeDraft, name: string): void {
  const [, system] = SYSTEMS.find(([pattern]) => pattern.test(name)) ?? []
  const isChinese = /\p{Script=Han}/u.test(name)
  if (system !== undefined) {
    draft.value.crs = system
    draft.remarks.push({ at: ['crs'], text: `as the column ${name} says` })
  } else if (isChinese)
    draft.head.push(
      'unsure: longitudes of the mainland are often gcj02 (高德, 腾讯) or bd09 (百度); if so, add `crs`, else points lie up to 1 km off',
    )
}

/** Numbers by name X and Y that are metres and no degrees. */
function addProjected(draft: RecipeDraft, columns: Known[]): void {
  const pair = columns.filter(
    ({ name, number }) =>
      number && Math.abs(number.most) > 1000 && /^[xy](?:坐标|座標|_?coord.*)?$|coordinate|横坐标|纵坐标/iu.test(name),
  )
  if (pair.length < 2) return
  const names = pair.map(({ name, number }) => `${name} (${number?.least} to ${number?.most})`).join(', ')
  draft.head.push(
    `unsure: ${names} are metres of a map and no degrees; to place points add the fields lon (east) and lat (north) from them, and \`crs\`, such as a proj4 text for CGCS2000`,
  )
}
