import type { Received } from '../receive.ts'
import type { Seen } from './seen.ts'

/** What a file is before anything is known of it. */
export const blank = (
  file: Received,
): Pick<
  Seen,
  'path' | 'name' | 'bytes' | 'encoding' | 'delimiter' | 'bad' | 'geometry' | 'titles' | 'remarks' | 'unsure'
> => ({
  path: file.path,
  name: file.name,
  bytes: file.bytes,
  encoding: 'utf-8',
  delimiter: null,
  bad: 0,
  geometry: null,
  titles: [],
  remarks: [],
  unsure: [],
})
