import type { Reader } from '../warehouse/snapshot/types.ts'
import type { IngestBody } from './schema/ingest.ts'
import { servedNow } from './served-now.ts'

const NOT_PUBLISHED = {
  zh: '未发布；此前的快照继续提供服务。原因见服务器上的导入报告。',
  en: 'Not published; the snapshot served before stays. The report of the ingest on the server says why.',
}

/**
 * The state of an ingest as its city tells it: where the profile is `standard`, or not known because nothing is served, without
 * rows, the file that is read, what checks found, and the report, all of which would tell how many cases a file holds.
 */
export function ingestTold(state: IngestBody, reader: Reader): IngestBody {
  const profile = servedNow(reader)?.catalog.city.profile ?? 'standard'
  if (profile !== 'standard') return state
  const message = state.state === 'failed' ? NOT_PUBLISHED : state.message
  return { ...state, file: null, records: 0, rows_per_s: null, message, report: null }
}
