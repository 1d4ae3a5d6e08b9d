import { cellToBoundary, cellToLatLng, cellToParent } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { readCellShapes } from '../../../warehouse/answer/cell-shapes.ts'
import type { QuestionError } from '../../../warehouse/answer/question-error.ts'
import { serveColumns } from '../../../warehouse/answer/served-columns.ts'
import { openCounters } from '../../../warehouse/columns/counters.ts'
import { readColumns } from '../../../warehouse/columns/read-columns.ts'
import { CELLS, openTiny } from './tiny-city.ts'

const codesOf = (cells: BigUint64Array) => Array.from(cells, (cell) => cell.toString(16))
const codes = CELLS.map((cell) => cell.toString(16))

describe('the shapes of cells', () => {
  it('are those of every cell with cases or people, ascending, as h3-js has them', async () => {
    const tiny = await openTiny()
    const { cells, lon, lat, starts, outline } = await readCellShapes({ resolution: 9 }, tiny)
    expect(codesOf(cells)).toEqual(expect.arrayContaining(codes))
    expect(codesOf(cells)).toEqual(codesOf(cells).sort())
    codesOf(cells).forEach((code, i) => {
      expect([lat[i], lon[i]]).toEqual(cellToLatLng(code))
      const expected = cellToBoundary(code).flatMap(([y, x]) => [x, y])
      expect([...outline.subarray(starts[i], starts[i + 1])]).toEqual([...Float32Array.from(expected)])
    })
  })

  it('are those of parents at a coarser resolution, and only those in the cells named', async () => {
    const tiny = await openTiny()
    const [one = '', , far = ''] = codes
    const coarse = await readCellShapes({ resolution: 8 }, tiny)
    const fine = codesOf((await readCellShapes({ resolution: 9 }, tiny)).cells)
    expect(codesOf(coarse.cells)).toEqual([...new Set(fine.map((code) => cellToParent(code, 8)))].sort())
    const within = [cellToParent(one, 7)]
    const inside = codesOf((await readCellShapes({ resolution: 9, within }, tiny)).cells)
    expect(inside).toEqual(fine.filter((code) => within.includes(cellToParent(code, 7))))
    expect(inside).not.toContain(far)
    expect((await readCellShapes({ resolution: 8, within: [far] }, tiny)).cells).toHaveLength(0)
  })

  it('are the same when the columns tell the cells', async () => {
    const [engine, columns] = [await openTiny(), await openTiny()]
    const levels = columns.catalog.city.levels.map(({ id }) => id)
    const read = await readColumns(columns.engine, columns.store, levels)
    serveColumns(columns, read, openCounters(read, { threads: 0 }))
    const [told, asked] = [
      await readCellShapes({ resolution: 9 }, columns),
      await readCellShapes({ resolution: 9 }, engine),
    ]
    expect(told).toEqual(asked)
  })

  it('are refused of what is no cell, too many at once, an unknown resolution, and where a city publishes', async () => {
    const tiny = await openTiny()
    const refusal = async (question: Parameters<typeof readCellShapes>[0], city = tiny) =>
      readCellShapes(question, city).then(
        () => null,
        ({ code, field }: QuestionError) => `${code} ${field}`,
      )
    expect(await refusal({ resolution: 9, within: ['330102'] })).toBe('unknown_cell within')
    expect(await refusal({ resolution: 9, within: Array<string>(401).fill(codes[0] ?? '') })).toBe(
      'bad_question within',
    )
    expect(await refusal({ resolution: 10 })).toBe('unknown_resolution resolution')
    expect(await refusal({ resolution: 8 }, await openTiny({ profile: 'standard' }))).toMatch(/^not_published/)
  })
})
