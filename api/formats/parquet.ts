import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import type { Answer } from '../../warehouse/answer/types.ts'
import { describeFile, type Provenance } from './provenance.ts'
import { tidyColumns, tidyRows } from './tidy.ts'

/** Long table as Parquet; what describes the file is in its key-value metadata too. */
export function toParquet(answer: Answer, about: Provenance): Uint8Array<ArrayBuffer> {
  const cells = [...tidyRows(answer)]
  const columnData: ColumnSource[] = tidyColumns(answer, about).map((column) => ({
    name: column.name,
    type: column.type === 'number' ? 'DOUBLE' : 'STRING',
    nullable: true,
    data: cells.map(([series, row]) => column.read(series, row)),
  }))
  const kvMetadata = Object.entries(describeFile(answer, about)).map(([key, value]) => ({ key, value }))
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }))
}
