import { trimmer } from '../locate/gazetteer.ts'
import type { AreaPlan, Source } from './areas.ts'
import { begin, type RecipeDraft, setField, spelled } from './draft-parts.ts'
import type { Planned } from './plan.ts'
import type { Table } from './table.ts'

/** The recipe of the areas one table tells of one level. */
export function draftAreas(planned: Planned, plan: AreaPlan, id: string, files: string[]): RecipeDraft {
  const draft = begin(planned, id, 'area', files)
  draft.value.level = plan.level
  if (plan.vintage !== undefined) {
    draft.value.vintage = plan.vintage
    draft.remarks.push({
      at: ['vintage'],
      text: 'unsure: the year in the name of the file; from its 1 January the boundaries hold, or from the day that valid_from states',
    })
  }
  const code = plan.table.columns.find(({ name }) => name === plan.code.from)
  const trim = trimmer(plan.code)
  const own = [...(code?.tally.values ?? [])].filter(([value]) => trim(value) !== null)
  const records = code?.tally.isCut ? (code.isUnique ? 0 : code.filled) : own.reduce((sum, [, n]) => sum + n, 0)
  const isRepeated = records > plan.areas.size
  if (code && isRepeated) {
    draft.value.dissolve = true
    const [rows, areas] = [records.toLocaleString('en'), plan.areas.size.toLocaleString('en')]
    draft.remarks.push({
      at: ['dissolve'],
      text: `${rows} records make ${areas}${code.tally.isCut ? ' or more' : ''} areas: those of one code are merged`,
    })
  }
  draft.head.push(...plan.remarks)
  const read = (source: Source) => spelled(source)
  setField(draft, 'code', read(plan.code), code)
  if (plan.parent) {
    setField(draft, 'parent', read(plan.parent.source))
    draft.remarks.push({
      at: ['fields', 'parent'],
      text: `every value is the code of an area of level ${plan.parent.level}`,
    })
  }
  const isHan = (code?.han ?? 0) > 0.3
  if (plan.name) setField(draft, 'name_zh', read(plan.name))
  if (plan.englishName) setField(draft, 'name_en', read(plan.englishName))
  if (!plan.name && !plan.englishName) {
    setField(draft, isHan ? 'name_zh' : 'name_en', read(plan.code))
    if (code?.code)
      draft.remarks.push({
        at: ['fields', isHan ? 'name_zh' : 'name_en'],
        text: 'unsure: no column names the areas; the code stands for the name',
      })
  }
  return draft
}

/** The whole city as one area, merged from the coarsest boundaries or any table that is whole. */
export function draftCity(planned: Planned, table: Table, id: string, files: string[], name: string): RecipeDraft {
  const draft = begin(planned, id, 'area', files)
  draft.head = [`The whole city as one area, merged from all records of ${table.files[0]?.name ?? table.stem}.`]
  draft.value.level = 'city'
  draft.value.dissolve = true
  setField(draft, 'code', { constant: 'city' })
  setField(draft, 'name_zh', { constant: name })
  setField(draft, 'name_en', { constant: name })
  return draft
}

/** Shapes to draw below everything. */
export function draftBasemap(planned: Planned, id: string, files: string[]): RecipeDraft {
  const draft = begin(planned, id, 'basemap', files)
  const isLine = planned.table.files[0]?.geometry === 'line'
  const kind = planned.table.columns.find(({ name }) => name === 'kind')
  setField(draft, 'kind', kind ? { from: 'kind' } : { constant: isLine ? 'road' : 'land' })
  if (!kind)
    draft.remarks.push({
      at: ['fields', 'kind'],
      text: `unsure: nothing tells what is drawn; ${isLine ? 'lines are taken for roads' : 'shapes are taken for land'} (water, road or land)`,
    })
  return draft
}
