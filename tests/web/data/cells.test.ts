import { cellToBoundary, cellToLatLng } from 'h3-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellsToArrow } from '../../../api/formats/cells-arrow.ts'
import type { ErrorBody } from '../../../api/schema/error.ts'
import { readCellShapes } from '../../../warehouse/answer/cell-shapes.ts'
import { cellsPath, decodeCells } from '../../../web/data/cell-table.ts'
import { openTiny, type TinyServer } from '../../api/tiny-city.ts'
import { openTiny as openCells } from '../../warehouse/answer/tiny-city.ts'

describe('/api/cells', () => {
  let tiny: TinyServer
  beforeAll(async () => {
    tiny = await openTiny()
  })
  afterAll(() => tiny.close())

  it('is one Arrow answer, empty in a city without cells, and 304 to whoever has it', async () => {
    const response = await tiny.get('/api/cells?resolution=8')
    expect(response.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream')
    const tag = response.headers.get('etag') ?? ''
    expect(decodeCells(await response.arrayBuffer()).codes).toEqual([])
    expect((await tiny.get('/api/cells?resolution=8', { 'if-none-match': tag })).status).toBe(304)
    expect((await tiny.get('/api/cells?resolution=9', { 'if-none-match': tag })).status).toBe(200)
  })

  it('takes the path that pages ask by, and refuses what it does not know in both languages', async () => {
    const { snapshot } = (await (await tiny.get('/api/catalog')).json()) as { snapshot: { id: string } }
    expect((await tiny.get(cellsPath(snapshot.id, 9, ['8730e1d8affffff']))).status).toBe(200)
    for (const query of ['', 'resolution=10', 'resolution=x', 'resolution=8&within=x', 'resolution=8&by=cell']) {
      const response = await tiny.get(`/api/cells?${query}`)
      const { error } = (await response.json()) as ErrorBody
      expect([query, response.status]).toEqual([query, 400])
      expect(error.message.zh).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('comes to the page as it left: codes, centres and outlines', async () => {
    const bytes = cellsToArrow(await readCellShapes({ resolution: 9 }, await openCells()))
    const { codes, lon, lat, starts, outline } = decodeCells(bytes.buffer)
    expect(codes.length).toBeGreaterThan(2)
    codes.forEach((code, i) => {
      expect([lat[i], lon[i]]).toEqual(cellToLatLng(code))
      const expected = cellToBoundary(code).flatMap(([y, x]) => [x, y])
      expect(Array.from(outline).slice(starts[i], starts[i + 1])).toEqual([...Float32Array.from(expected)])
    })
  })
})
