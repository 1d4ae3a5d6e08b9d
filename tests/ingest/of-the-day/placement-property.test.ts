import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createLocator } from '../../../ingest/locate/locator.ts'
import { exactIndex } from '../../../ingest/locate/polygons.ts'
import type { AreaDraft } from '../../../ingest/locate/types.ts'
import { assembleAreas } from '../../../ingest/read/areas.ts'
import { Recipe } from '../../../ingest/recipe.ts'
import { openEngine } from '../../../warehouse/engine/duckdb.ts'
import { box, label } from './border-city.ts'
import { toyPack } from './toy-pack.ts'

const engine = await openEngine()
afterAll(() => engine.close())

const day = fc
  .integer({ min: 0, max: 3650 })
  .map((n) => new Date(Date.UTC(2010, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))
/** Cuts of a strip ten wide into districts; the first is always 0, so that some vintages agree on some districts. */
const vintage = fc.record({ day, cuts: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }) })
const trial = fc.record({
  vintages: fc.uniqueArray(vintage, { minLength: 2, maxLength: 4, selector: (each) => each.day }),
  rows: fc.array(fc.record({ day, x: fc.integer({ min: -5, max: 105 }), code: fc.integer({ min: 0, max: 5 }) }), {
    minLength: 1,
    maxLength: 60,
  }),
})

const width = (n: number) => 120 + n / 20
const draftsOf = ({ day: edition, cuts }: { day: string; cuts: number[] }): AreaDraft[] => {
  const ends = [0, ...cuts.toSorted((a, b) => a - b), 10]
  return ends.slice(1).map((end, k) => ({
    code: `D${k}`,
    level: 'district',
    parent: null,
    name_zh: `第${k}区`,
    name_en: null,
    urban_code: null,
    vintage: edition.slice(0, 4),
    land_km2: null,
    responsible: null,
    geometry: { type: 'Polygon', coordinates: box(width(ends[k] ?? 0), width(end)) },
    edition,
    recipe: `of-${edition}`,
  }))
}

describe('placement in boundaries of the day', () => {
  it('equals a search through the vintage of each row, by point, code and name', async () => {
    let made = 0
    await fc.assert(
      fc.asyncProperty(trial, async ({ vintages, rows }) => {
        const areas = assembleAreas(toyPack('of_the_day'), vintages.flatMap(draftsOf))
        const found: Record<string, unknown[]> = {}
        for (const by of ['point', 'code', 'name'] as const) {
          const recipe = Recipe.parse({
            id: `trial-${++made}`,
            label,
            publisher: 'P',
            licence: 'L',
            target: 'cases',
            locate: [{ level: 'district', by, ...(by === 'point' ? {} : { from: by }) }],
            fields: { opened_at: { type: 'time' }, lon: { from: 'x' }, lat: { from: 'y' } },
          })
          const locator = createLocator({ pack: toyPack('of_the_day'), recipe, areas, finest: 8, bridges: new Map() })
          for (const fn of locator.functions) engine.register(fn)
          const { first, areaByLevel } = locator.expressions(recipe, (name) => `"${name}"`)
          const values = rows.map(
            (row, k) =>
              `(${k}, timestamp '${row.day} 12:00:00', '${width(row.x / 10)}', '29.05', 'D${row.code}', '第${row.code}区')`,
          )
          const { columns } = await engine.query({
            text: `select ${areaByLevel.district ?? 'null'} as id
              from (select ${['*', ...first.map(({ name, sql }) => `${sql} as ${name}`)].join(', ')}
                from (values ${values.join(', ')}) as t(k, v_opened_at, x, y, code, name)) order by k`,
          })
          found[by] = [...(columns.id ?? [])].map(
            (id) => areas.find(({ area_id }) => area_id === Number(id))?.code ?? null,
          )
        }
        const slow = rows.map((row) => {
          const held = vintages
            .filter((each) => each.day <= row.day)
            .toSorted((a, b) => (a.day < b.day ? -1 : 1))
            .at(-1)
          const drafts = held ? draftsOf(held) : []
          const at = exactIndex(drafts.flatMap(({ geometry }, k) => (geometry ? [{ id: k + 1, geometry }] : [])))
          const byText = drafts.find(({ code }) => code === `D${row.code}`)?.code ?? null
          return { point: drafts[at(width(row.x / 10), 29.05) - 1]?.code ?? null, text: byText }
        })
        expect(found.point).toEqual(slow.map(({ point }) => point))
        expect(found.code).toEqual(slow.map(({ text }) => text))
        expect(found.name).toEqual(slow.map(({ text }) => text))
      }),
      { numRuns: 12, seed: 20_100_101 },
    )
  })
})
