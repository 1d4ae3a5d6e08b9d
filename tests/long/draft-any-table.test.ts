import { it } from 'vitest'
import { tryAnyTable } from '../ingest/inspect/any-table.ts'

it('drafts of 150 tables are accepted by ingest as they are, and every record is accounted for', () =>
  tryAnyTable(7, 150))
