import type { Fact } from './types.ts'

/**
 * Names a component may use, by fact. Those marked derived are not stored: the compiler writes them out.
 * - population.age_class: child (0–14), working (15–64), old (65+); null where a band straddles or ages are unknown
 * - measure.residents: resident population of the area, in the year of the population that goes with the figure
 * - cases.is_orderly: false where closing precedes opening, or the opening is known by month only, so that no duration can be
 *   told; is_dated: false where the opening is known by month only; called_back: a valid call-back exists; ever_closed: closed at least once;
 *   opened_hour: 0–23, null where no time of day is known (a month or a date alone, which is stored as midnight to the second)
 */
export const FIELDS: Record<Fact, readonly string[]> = {
  cases: [
    'opened_at',
    'dispatched_at',
    'first_response_at',
    'closed_at',
    'verified_at',
    'rated_at',
    'due_at',
    'reopened_at',
    'responded',
    'resolved',
    'satisfied',
    'co_departments',
    'hand_offs',
    'repeat_of',
    'duration_h',
    'category',
    'category_group',
    'channel',
    'department',
    'urban_class',
    'is_orderly',
    'is_dated',
    'called_back',
    'ever_closed',
    'opened_hour',
  ],
  population: ['n', 'basis', 'sex', 'age_class'],
  housing: ['dwellings', 'vacant', 'households', 'floor_area_m2', 'price', 'rent'],
  measure: ['value', 'residents'],
  area: ['land_km2'],
}
