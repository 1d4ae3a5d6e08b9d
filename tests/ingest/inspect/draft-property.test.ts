import { it } from 'vitest'
import { tryAnyTable } from './any-table.ts'

it('drafts of any table are accepted by ingest as they are, and every record is accounted for', () =>
  tryAnyTable(20_261_122, 6))
