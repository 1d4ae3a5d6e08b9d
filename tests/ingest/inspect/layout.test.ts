import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inspect, inspectedText } from '../../../ingest/inspect/inspect.ts'
import { silent } from '../../../ingest/progress.ts'
import { columnOf, filesIn, seenTable } from './seen-file.ts'

const stated = async (content: string | Uint8Array, name?: string) => (await seenTable(content, name)).files[0]?.stated

it('finds lines of a title before the header, with the delimiter of the table below', async () => {
  const text = 'Population by district;;\nas of 2024\n\ncode;name;people\n01;North;12\n02;South;15\n03;West;9\n'
  const table = await seenTable(text)
  expect(table.files[0]).toMatchObject({ delimiter: ';', stated: { skip: 2 }, records: 3 })
  expect(table.columns.map(({ name }) => name)).toEqual(['code', 'name', 'people'])
})

it('finds two header rows where words stand above numbers', async () => {
  expect(await stated('HD01,HD02\nPopulation,Housing units\n12,5\n13,6\n14,7\n')).toEqual({ header_rows: 2 })
  expect(await stated('name,people\nNorth,12\nSouth,13\nWest,15\n')).toEqual({})
})

it('finds notes after the table and keeps them out of the columns', async () => {
  const text = '区,人数\n东区,12\n西区,15\n南区,18\n注：本表为初步数据,\n数据来源：统计局,\n'
  const table = await seenTable(text)
  expect(table.files[0]).toMatchObject({ stated: { footer: 2 }, records: 5 })
  expect(columnOf(table, '区').distinct).toBe(3)
})

it('takes a last row that is only short for a row', async () => {
  expect(await stated('code,name,people\n01,North,12\n02,South,15\n03,,\n')).toEqual({})
})

it('finds a header longer than its rows, and columns of one name', async () => {
  expect(await stated('a,b,c\n1,2\n3,4\n')).toEqual({ short_rows: 'pad' })
  expect(await stated('name,total,name\nx,1,y\nz,2,w\n')).toEqual({ duplicate_headers: 'number' })
})

it('finds GB18030 by itself, and states Western European and UTF-16 without a mark where ingest would refuse', async () => {
  const gbk = Buffer.from([0xc7, 0xf8, 0x2c, 0x6e, 0x0a, 0xb6, 0xab, 0xc7, 0xf8, 0x2c, 0x31, 0x0a])
  expect((await seenTable(gbk)).files[0]).toMatchObject({ encoding: 'gb18030', stated: {} })
  const latin = Buffer.from('county,n\nDo\u00f1a Ana,12\nLos \u00c1ngeles,13\n', 'latin1')
  const table = await seenTable(latin)
  expect(table.files[0]?.stated).toEqual({ encoding: 'windows-1252' })
  expect(table.unsure.join()).toContain('the encoding is a guess')
  expect(await stated(Buffer.from('a,b\n1,2\n3,4\n', 'utf16le'))).toEqual({ encoding: 'utf-16le' })
})

it('reads gz, JSON tables, GeoJSON and TopoJSON', async () => {
  expect((await seenTable(gzipSync('code,name\n1,A\n2,B\n'), 'list.csv.gz')).records).toBe(2)
  const json = await seenTable(JSON.stringify({ Info: [{ a: 1 }], Rows: [{ n: 1 }, { n: 2 }] }), 'table.json')
  expect(json.files[0]).toMatchObject({ format: 'json', stated: { rows: 'Rows' }, records: 2 })
  const square = [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ]
  const feature = { type: 'Feature', properties: { code: '1' }, geometry: { type: 'Polygon', coordinates: square } }
  const geojson = await seenTable(JSON.stringify({ type: 'FeatureCollection', features: [feature] }), 'areas.geojson')
  expect(geojson.files[0]).toMatchObject({ format: 'geojson', geometry: 'polygon', records: 1 })
  const parts = [
    { type: 'Polygon', arcs: [[0]], id: '01' },
    { type: 'Polygon', arcs: [[0]], id: '02' },
  ]
  const objects = {
    land: { type: 'GeometryCollection', geometries: [{ type: 'Polygon', arcs: [[0]] }] },
    states: { type: 'GeometryCollection', geometries: parts },
  }
  const topology = await seenTable(JSON.stringify({ type: 'Topology', objects, arcs: square }), 'topo.json')
  expect(topology.files[0]).toMatchObject({ stated: { format: 'topojson', rows: 'states' }, records: 2 })
  expect(topology.remarks.join()).toContain('land')
})

it('takes files of several years for one table, and says how their headers differ', async () => {
  const folder = filesIn({
    'cases_2020.csv': 'id,opened,kind,place\n1,2020-01-01,a,x\n2,2020-01-02,b,y\n',
    'cases_2021.csv': '_id,id,opened,kind,place\n1,3,2021-01-01,a,x\n2,4,2021-01-02,b,y\n',
    'streets.csv': 'id,name\n1,x\n2,y\n',
  })
  const { tables } = await inspect([folder], silent)
  expect(tables.map(({ stem, files, records }) => [stem, files.length, records])).toEqual([
    ['cases', 2, 4],
    ['streets', 1, 2],
  ])
  expect(tables[0]?.remarks.join()).toContain('_id in 1 of 2 files')
})

it('says what cannot be read beside what can', async () => {
  const folder = filesIn({ 'a.csv': 'code,name\n1,A\n2,B\n', 'b.json': '{"no": "records"}' })
  const found = await inspect([folder], silent)
  expect(found.refused.map(({ name }) => name)).toEqual([join(folder, 'b.json')])
  expect(inspectedText(found)).toContain('b.json cannot be read: b.json holds no list of records')
})
