import type { Engine } from '../../warehouse/engine/engine.ts'
import { TABLES } from '../../warehouse/model/tables.ts'
import type { FactTarget } from '../cast/targets.ts'
import type { Recipe } from '../recipe.ts'
import type { CheckRow } from '../report.ts'
import type { Settled } from '../settle.ts'

/** A source whose rows are ready in the stage. */
export interface ReadySource {
  recipe: Recipe
  target: FactTarget
  settled: Settled
  /** Whether its totals equal the sums of their parts; null where the recipe names none. */
  totals: CheckRow | null
}

const FALLBACK: Record<string, string> = { sex: `'all'`, basis: `'resident'` }
/** What the field `date` of measures gives: a month without a day leaves the day null. */
const OF_DATE: Record<string, string> = {
  year: 'year("v_date")',
  month: 'month("v_date")',
  day: 'case when not is_month then day("v_date") end',
}

/** Fills population, housing and measure from the stage, in an order that leaves nothing to chance. */
export async function fillFacts(engine: Engine, sources: ReadySource[], store: string): Promise<void> {
  for (const { recipe, target, settled } of sources) {
    if (target === 'cases') continue
    const columns = TABLES.find((table) => table.name === target)?.columns ?? []
    const values = columns.map(({ name, type }) => {
      if (name === 'area_id' || name === 'load_id') return name
      const ofDate = target === 'measure' && recipe.fields.date ? OF_DATE[name] : undefined
      const own = ofDate ?? (recipe.fields[name] ? `"v_${name}"` : 'null')
      const value = FALLBACK[name] ? `coalesce(${own}, ${FALLBACK[name]})` : own
      return `cast(${value} as ${type})`
    })
    const first = target === 'measure' ? ['measure', 'area_id', 'year', 'month', 'day'] : ['area_id', 'year', 'load_id']
    const order = [...first, ...columns.map(({ name }) => name).filter((name) => !first.includes(name))].join(', ')
    const select = `select ${values.map((v, i) => `${v} as ${columns[i]?.name}`).join(', ')} from (${settled.kept(store)})`
    await engine.exec({ text: `insert into ${target} select * from (${select}) order by ${order}` })
  }
}
