import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CENTRE, type DegurbaRules, degurba, degurbaUnits } from '../../../warehouse/stats/degurba.ts'

/** A grid drawn with letters: # 1 500 people or more, o 300, . ten, ~ no land. */
const PEOPLE = { '#': 10_000, o: 1000, '.': 10, '~': Number.NaN } as Record<string, number>

function classes(drawing: string[], rules: Partial<DegurbaRules> = {}, cellArea = 1): string[] {
  const [rows, columns] = [drawing.length, drawing[0]?.length ?? 0]
  const people = Float64Array.from(drawing.join(''), (letter) => (PEOPLE[letter] ?? 0) * cellArea)
  const text = degurba({ rows, columns, people, cellArea }, rules).code.join('')
  return drawing.map((_, row) => text.slice(row * columns, (row + 1) * columns))
}

describe('the degree of urbanisation of cells', () => {
  it('joins centres by edges and clusters by corners too', () => {
    expect(classes(['###...', '###...', '...##.', '.....o'])).toEqual(['333111', '333111', '111221', '111112'])
  })

  it('asks for 50 000 people in a centre and 5 000 in a cluster, and takes just as many', () => {
    expect(classes(['#####.'])).toEqual(['333331'])
    expect(classes(['####..'])).toEqual(['222211'])
    expect(classes(['ooooo.'], { centreDensity: 2000 })).toEqual(['222221'])
    expect(classes(['oooo..'], { centreDensity: 2000 })).toEqual(['111111'])
  })

  it('fills what a centre encloses, if it is less than 15 km², and leaves what is open to the edge', () => {
    const drawing = ['#######', '#.....#', '#.....#', '#.....#', '#######']
    expect(classes(drawing, { smoothing: 'none' })[1]).toBe('3111113')
    expect(classes(drawing, { smoothing: 'none', gap: 15.5 })[1]).toBe('3333333')
    expect(classes(['#####', '#...#', '##.##'], { smoothing: 'none' })).toEqual(['33333', '31113', '33133'])
    // The same 15 cells are 3.75 km² where a cell is half a kilometre wide.
    expect(classes(drawing, { smoothing: 'none', centrePeople: 1000 }, 0.25)[1]).toBe('3333333')
  })

  it('smooths edges by five of eight, again and again, but never onto water', () => {
    expect(classes(['######', '##..##', '##..##', '##..##'], { gap: 0 })).toEqual([
      '333333',
      '333333',
      '333333',
      '331133',
    ])
    expect(classes(['######', '##~~##', '######'])).toEqual(['333333', '330033', '333333'])
  })

  it('counts only land around a cell by the rule of 2023', () => {
    const shore = ['###~~', '###.~', '###~~']
    expect(classes(shore, { smoothing: 'R2022A' })[1]).toBe('33310')
    expect(classes(shore, { smoothing: 'R2023A' })[1]).toBe('33330')
  })

  it('measures density on land', () => {
    const grid = { rows: 1, columns: 2, people: Float64Array.of(60_000, 600), land: Float64Array.of(1, 0.2) }
    expect([...degurba(grid).code]).toEqual([3, 3])
    expect([...degurba({ ...grid, land: Float64Array.of(1, 0.5) }).code]).toEqual([3, 2])
    expect([...degurba({ ...grid, land: Float64Array.of(1, 0) }).code]).toEqual([3, 1])
  })

  it('is the same for a grid turned over', () => {
    const letter = fc.constantFrom('#', '#', 'o', '.', '~')
    const drawing = fc.array(fc.array(letter, { minLength: 8, maxLength: 8 }), { minLength: 6, maxLength: 10 })
    fc.assert(
      fc.property(drawing, fc.constantFrom('R2022A', 'R2023A', 'none'), (cells, smoothing) => {
        const rules = { smoothing } as const
        const plain = classes(
          cells.map((row) => row.join('')),
          rules,
        )
        const turned = classes(cells.map((row) => [...row].reverse().join('')).reverse(), rules)
        expect(turned.map((row) => row.split('').reverse().join('')).reverse()).toEqual(plain)
      }),
      { numRuns: 300, seed: 4 },
    )
  })

  it('never leaves the centres when people are added', () => {
    const people = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 36, maxLength: 36 })
    fc.assert(
      fc.property(people, fc.nat(35), (list, cell) => {
        const run = (more: number) =>
          degurba({ rows: 6, columns: 6, people: Float64Array.from(list, (n, k) => n + (k === cell ? more : 0)) }).code
        const [before, after] = [run(0), run(1e9)]
        for (const [k, code] of before.entries()) if (code === CENTRE) expect(after[k]).toBe(CENTRE)
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  it('refuses arrays that do not fit the grid, and takes a grid without cells', () => {
    expect(() => degurba({ rows: 2, columns: 2, people: new Float64Array(3) })).toThrow(RangeError)
    expect(degurba({ rows: 0, columns: 0, people: new Float64Array() }).centres).toBe(0)
  })
})

describe('the degree of urbanisation of units', () => {
  it('is city from half of the people in centres on, rural above half in rural cells, else town', () => {
    const code = Uint8Array.of(3, 1, 3, 2, 1, 1, 2, 0)
    const people = Float64Array.of(50, 50, 40, 10, 50, 60, 40, Number.NaN)
    const found = degurbaUnits(code, people, Int32Array.of(0, 0, 1, 1, 1, 2, 2, 3), 4)
    expect(found.kind).toEqual(['city', 'town', 'rural', null])
    expect([...found.centre]).toEqual([0.5, 0.4, 0, Number.NaN])
    expect([...found.rural]).toEqual([0.5, 0.5, 0.6, Number.NaN])
    expect(found.cluster[1]).toBe(0.1)
  })
})
