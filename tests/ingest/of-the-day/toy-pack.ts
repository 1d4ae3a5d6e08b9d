import { Pack } from '../../../ingest/recipe.ts'
import { label } from './border-city.ts'

/** A city of three levels. */
export const toyPack = (boundaries: Pack['boundaries']): Pack =>
  Pack.parse({
    id: 'toy',
    name: label,
    time_zone: 'Asia/Shanghai',
    currency: label,
    levels: [
      { id: 'city', label },
      { id: 'district', label, parent: 'city' },
      { id: 'village', label, parent: 'district' },
    ],
    default_level: 'district',
    default_indicator: 'case_count',
    cells: { finest: 8, map: 7 },
    calendar: { holidays: [], workdays: [] },
    boundaries,
    sources: [{ recipe: 'toy', files: ['toy.csv'] }],
  })
