import { join } from 'node:path'
import type { CodedField, DictEntry } from '../../warehouse/catalog/snapshot-catalog.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { IngestError } from '../ingest-error.ts'
import { insertRows } from '../insert-rows.ts'
import { readCsv } from '../read/csv.ts'
import type { ReadySource } from './facts.ts'

export const CODED: CodedField[] = ['category', 'category_group', 'channel', 'department']

interface LabelRow {
  zh: string
  en: string
  parent: string | null
}
/** field → value → what to call it. */
export type Labels = Map<string, Map<string, LabelRow>>

/** Reads the labels.csv of a pack: field,value,label_zh,label_en,parent. Errors: IngestError for a missing column. */
export async function readLabels(packFolder: string, file: string | undefined): Promise<Labels> {
  const labels: Labels = new Map()
  if (file === undefined) return labels
  const { header, rows } = await readCsv(join(packFolder, file))
  const at = (name: string) => {
    const i = header.indexOf(name)
    if (i < 0 && name !== 'parent') {
      throw new IngestError({
        zh: `${file} 没有列 ${name}；标签文件的列为 field,value,label_zh,label_en,parent。`,
        en: `${file} has no column ${name}; labels have field,value,label_zh,label_en,parent.`,
      })
    }
    return i
  }
  const [field, value, zh, en, parent] = ['field', 'value', 'label_zh', 'label_en', 'parent'].map(at) as number[]
  for (const row of rows) {
    const cell = (i: number | undefined) => row[i ?? -1]?.trim() ?? ''
    const of = labels.get(cell(field)) ?? new Map<string, LabelRow>()
    const own = cell(value)
    of.set(own, { zh: cell(zh) || own, en: cell(en) || cell(zh) || own, parent: cell(parent) || null })
    labels.set(cell(field), of)
  }
  return labels
}

/** Gives each member of each coded field a number, in order of its value, and writes table `dict`. */
export async function writeDict(engine: Engine, sources: ReadySource[], store: string, labels: Labels): Promise<void> {
  const cases = sources.filter((source) => source.target === 'cases')
  const parents = await parentsInData(engine, cases, store)
  const codes = new Map<string, Map<string, number>>()
  const members = new Map<CodedField, string[]>()
  for (const field of CODED) {
    const values = new Set(await distinctValues(engine, cases, store, field))
    if (field === 'category_group') {
      for (const category of members.get('category') ?? []) {
        const parent = labels.get('category')?.get(category)?.parent
        if (parent) values.add(parent)
      }
    }
    const sorted = [...values].sort()
    members.set(field, sorted)
    codes.set(field, new Map(sorted.map((value, i) => [value, i + 1])))
  }
  const rows = CODED.flatMap((field): DictEntry[] =>
    (members.get(field) ?? []).map((value, i) => {
      const label = labels.get(field)?.get(value)
      const group = field === 'category' ? (label?.parent ?? parents.get(value)) : undefined
      const parent = group === undefined ? null : (codes.get('category_group')?.get(group) ?? null)
      return { field, code: i + 1, value, label_zh: label?.zh ?? value, label_en: label?.en ?? value, parent }
    }),
  )
  const columns = ['field', 'code', 'value', 'label_zh', 'label_en', 'parent']
  await insertRows(
    engine,
    'dict',
    columns,
    rows.map((row) => ({ ...row })),
  )
}

async function distinctValues(engine: Engine, cases: ReadySource[], store: string, field: string): Promise<string[]> {
  const parts = cases.flatMap(({ recipe, settled }) =>
    recipe.fields[field] ? [`select distinct "v_${field}" as value from (${settled.kept(store)})`] : [],
  )
  if (parts.length === 0) return []
  const found = await engine.query({ text: `select value from (${parts.join(' union ')}) where value is not null` })
  return (found.columns.value ?? []) as string[]
}

/** Category → the category_group it most often stands with. */
async function parentsInData(engine: Engine, cases: ReadySource[], store: string): Promise<Map<string, string>> {
  const both = cases.filter(({ recipe }) => recipe.fields.category && recipe.fields.category_group)
  if (both.length === 0) return new Map()
  const pairs = both.map(
    ({ settled }) => `select "v_category" as c, "v_category_group" as g from (${settled.kept(store)})`,
  )
  const found = await engine.query({
    text: `select c, g from (select c, g, count(*) as n from (${pairs.join(' union all ')})
      where c is not null and g is not null group by c, g) order by c, n, g desc`,
  })
  const groups = (found.columns.g ?? []) as string[]
  return new Map(((found.columns.c ?? []) as string[]).map((c, i) => [c, groups[i] ?? '']))
}
