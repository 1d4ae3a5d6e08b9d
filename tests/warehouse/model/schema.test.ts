import { expect, it } from 'vitest'
import { SCHEMA, schemaOf } from '../../../warehouse/model/schema.ts'
import { TABLES } from '../../../warehouse/model/tables.ts'
import { VIEWS } from '../../../warehouse/model/views.ts'

const [area, ...others] = TABLES
const [code, ...columns] = area?.columns ?? []

/** The schema when the first column of the first table is another. */
const withColumn = (change: object) =>
  schemaOf(area && code ? [{ ...area, columns: [{ ...code, ...change }, ...columns] }, ...others] : [], VIEWS)

it('names the schema by what a store holds, not by the notes on it', () => {
  expect(withColumn({})).toBe(SCHEMA)
  expect(withColumn({ note: 'other words' })).toBe(SCHEMA)
  const changed = [withColumn({ name: 'x' }), withColumn({ type: 'BIGINT' }), withColumn({ notNull: false })]
  const fewer = [schemaOf(others, VIEWS), schemaOf(TABLES, [])]
  expect(new Set([SCHEMA, ...changed, ...fewer]).size).toBe(6)
})
