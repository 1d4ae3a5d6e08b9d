import { statfsSync } from 'node:fs'
import { IngestError } from './ingest-error.ts'

/** What the system and the engine say when a disk has no room; the engine's spill says it as a lack of memory. */
const SAYINGS = /ENOSPC|no space left on device|max_temp_directory_size/i

function isDiskFull(cause: unknown): boolean {
  for (let each = cause; each instanceof Error; each = each.cause) if (SAYINGS.test(each.message)) return true
  return false
}

/**
 * Turns a failure for want of disk into a sentence that says where and how much is free; gives back any other as it is.
 * `bytes`: size of the files the ingest reads.
 */
export function sayDiskFull(cause: unknown, cityDir: string, bytes: number): unknown {
  if (!isDiskFull(cause)) return cause
  const { bavail, bsize } = statfsSync(cityDir)
  const mb = (n: number) => (n / 1e6).toFixed(1)
  return new IngestError(
    {
      zh:
        `${cityDir} 所在的磁盘已满：剩余 ${mb(bavail * bsize)} MB，要读取的文件共 ${mb(bytes)} MB。` +
        '请腾出空间后重新导入；此前的快照不受影响。',
      en:
        `The disk that holds ${cityDir} is full: ${mb(bavail * bsize)} MB are free, the files to read have ${mb(bytes)} MB. ` +
        'Make room and run the ingest again; the snapshot served before stays as it is.',
    },
    cause,
  )
}
