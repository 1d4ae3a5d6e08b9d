import { join } from 'node:path'
import type { CodedField, DictEntry } from '../../warehouse/catalog/snapshot-catalog.ts'
import type { Engine } from '../../warehouse/engine/engine.ts'
import { IngestError } from '../ingest-error.ts'
import { insertRows } from '../../warehouse/model/insert-rows.ts'
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
  const found = await findValues(engine, cases, store)
  const codes = new Map<string, Map<string, number>>()
  const members = new Map<CodedField, string[]>()
  for (const field of CODED) {
    const values = new Set(found.values.get(field))
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
      const group = field === 'category' ? (label?.parent ?? found.parents.get(value)) : undefined
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

interface Found {
  values: Map<CodedField, Set<string>>
  /** Category → the category_group it most often stands with. */
  parents: Map<string, string>
}

async function findValues(engine: Engine, cases: ReadySource[], store: string): Promise<Found> {
  const values = new Map(CODED.map((field) => [field, new Set<string>()]))
  const parents = new Map<string, string>()
  if (cases.length === 0) return { values, parents }
  const parts = cases.map(({ recipe, settled }) => {
    const columns = CODED.map((field) => `${recipe.fields[field] ? `"v_${field}"` : 'null'} as ${field}`)
    return `select ${columns.join(', ')} from (${settled.unplaced(store)})`
  })
  const { columns, rows } = await engine.query({
    text: `select ${CODED.join(', ')} from (${parts.join(' union all ')})
      group by grouping sets ((category, category_group), (channel), (department))
      order by count(*), category_group desc`,
  })
  for (let i = 0; i < rows; i++) {
    const valueOf = (field: CodedField) => (columns[field]?.[i] ?? null) as string | null
    for (const field of CODED) {
      const value = valueOf(field)
      if (value !== null) values.get(field)?.add(value)
    }
    const [category, group] = [valueOf('category'), valueOf('category_group')]
    if (category !== null && group !== null) parents.set(category, group)
  }
  return { values, parents }
}
