import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer } from '../../../warehouse/answer/answer.ts'
import { INDICATORS } from '../../../warehouse/catalog/index.ts'
import type { Attached } from '../../../warehouse/snapshot/types.ts'
import { AUGUST, openTiny } from './tiny-city.ts'

let city: Attached
beforeAll(async () => {
  city = await openTiny()
})
afterAll(() => city.engine.close())

/** Numerator, denominator and value over the whole city in August 2026, counted by hand from the rows of tiny-city.ts. */
const BY_HAND: Record<string, [numerator: number | null, denominator: number | null, value: number]> = {
  residents: [2000, null, 2000],
  registered_residents: [600, null, 600],
  population_density: [2000, 100, 20],
  dependency_ratio: [800, 1200, 66.6667],
  aged_share: [400, 2000, 20],
  child_share: [400, 2000, 20],
  sex_ratio: [1000, 1000, 100],
  registered_per_100_residents: [600, 2000, 30],
  dwellings: [1000, null, 1000],
  vacancy_rate: [200, 1000, 20],
  housing_price: [17_500_000, 750, 23_333.3333],
  persons_per_dwelling: [2000, 1000, 2],
  household_size: [2000, 800, 2.5],
  floor_area_per_head: [80_000, 2000, 40],
  dwelling_density: [1000, 100, 10],
  case_count: [8, null, 8],
  case_rate: [8, 2000, 40],
  case_rate_dwellings: [8, 1000, 8],
  case_density: [8, 100, 0.08],
  repeat_share: [1, 8, 12.5],
  multi_department_share: [1, 8, 12.5],
  // due in August and not before the end of the data: c1 yes, c2 late, c3 yes, c5 yes, c6 open, c7 yes; c8 is disorderly
  on_time_rate: [4, 6, 66.6667],
  // c4, c6 and the one of July
  open_backlog: [3, null, 3],
  // closed after 2, 4, 0.083, 8, 24 hours; open since 39.9997 and 62.9997 hours: S = 6/7 … 3/7 at 8
  median_hours_to_close: [5, 7, 8],
  // after 1.5, 24 and 24.0003 hours; without one until 4, 8, 24 and 62.9997: S = 6/7, then 3/4 and 1/2 of it
  median_hours_to_first_response: [3, 7, 24.0003],
  response_rate: [4, 5, 80],
  resolution_rate: [3, 4, 75],
  satisfaction_rate: [2, 3, 66.6667],
  callback_coverage: [4, 6, 66.6667],
  reopened_rate: [1, 6, 16.6667],
  closed_within_minutes: [1, 5, 20],
  // c1, c2, c3, c5, c7 and c8, which was closed before it was opened
  closed_count: [6, null, 6],
  clearance_ratio: [6, 8, 75],
  // after 30, 60 and 90 minutes
  dispatched_within_hour: [2, 3, 66.6667],
  // after an hour and a half, a day, and a second more than a day
  response_within_day: [2, 3, 66.6667],
  verified_share: [2, 6, 33.3333],
  handed_off_share: [3, 4, 75],
  hand_offs_per_case: [6, 4, 1.5],
  // of those due, c6
  overdue_open_share: [1, 6, 16.6667],
  handed_on_twice_share: [2, 4, 50],
  // c8, at eleven in the evening
  night_share: [1, 8, 12.5],
  aged_density: [400, 100, 4],
  vacant_density: [200, 100, 2],
  // urban and fringe 6 of 1500, rural 2 of 500
  urban_rural_ratio: [40, 40, 1],
  urban_rural_difference: [40, 40, 0],
  income_per_head: [75_000_000, 1500, 50_000],
  broadband_share: [600, 800, 75],
  beds_per_1000: [10, 2000, 5],
  grid_worker_load: [8, 4, 2],
  doctors_per_1000: [5, 2000, 2.5],
  elder_care_beds_per_1000: [12, 400, 30],
  school_places_per_100: [320, 400, 80],
  digital_staff_per_10k: [3, 2000, 15],
  budget_per_head: [23_000_000, 2000, 11_500],
}

describe('every indicator of the catalog', () => {
  it('has an answer counted by hand', () => {
    expect(Object.keys(BY_HAND).sort()).toEqual(INDICATORS.map((indicator) => indicator.id).sort())
  })

  it.each(Object.entries(BY_HAND))('%s', async (id, [numerator, denominator, value]) => {
    const { total } = await answer({ indicators: [id], ...AUGUST }, city)
    const series = total[0]
    expect(series?.value[0]).toBeCloseTo(value, 3)
    if (numerator !== null) expect(series?.numerator[0]).toBeCloseTo(numerator, 6)
    if (denominator !== null) expect(series?.denominator[0]).toBeCloseTo(denominator, 6)
  })

  it('by hour leaves out cases with a date alone', async () => {
    const { total } = await answer({ indicators: ['night_share'], from: '2025-08-01', to: '2025-08-31' }, city)
    expect(total[0]).toMatchObject({ denominator: Float64Array.of(0), status: ['zero_denominator'] })
  })

  it('of a pack may count the members of a dictionary by their names', async () => {
    const { total } = await answer({ indicators: ['noise_rate'], ...AUGUST }, city)
    expect([total[0]?.numerator[0], total[0]?.denominator[0], total[0]?.value[0]]).toEqual([5, 2000, 25])
  })
})
