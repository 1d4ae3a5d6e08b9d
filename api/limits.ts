import type { MiddlewareHandler } from 'hono'
import type { Settings } from '../warehouse/catalog/settings.ts'
import { ApiError } from './errors.ts'
import type { Format } from './schema/query.ts'

const MAX_URL = 8_192

/** Rows × indicators one answer may have in each format; the bulky formats are meant for the columnar ones. */
const MAX_CELLS: Record<Format, number> = {
  json: 200_000,
  arrow: 5_000_000,
  csv: 2_000_000,
  xlsx: 50_000,
  parquet: 100_000,
}

/** Refuses long addresses and any request with a body: nothing here reads one. */
export const boundRequest: MiddlewareHandler = async (c, next) => {
  if (c.req.url.length > MAX_URL) {
    throw new ApiError({
      status: 414,
      code: 'url_too_long',
      message: {
        zh: `网址超过 ${MAX_URL} 个字符，请少选一些成员。`,
        en: `The address is longer than ${MAX_URL} characters. Name fewer members.`,
      },
    })
  }
  const length = Number(c.req.header('content-length') ?? 0)
  if (length > 0 || c.req.header('transfer-encoding') !== undefined) {
    throw new ApiError({
      status: 413,
      code: 'body_refused',
      message: { zh: '本接口不接收请求正文。', en: 'This interface takes no request body.' },
    })
  }
  await next()
}

/** Refuses an answer that is too large for its format and names the formats that would hold it. */
export function boundAnswer(rows: number, indicators: number, format: Format): void {
  const cells = rows * indicators
  if (cells <= MAX_CELLS[format]) return
  const fitting = Object.entries(MAX_CELLS)
    .filter(([, most]) => most >= cells)
    .map(([name]) => name)
  throw new ApiError({
    status: 400,
    code: 'too_many_rows',
    message: {
      zh: `结果有 ${cells} 行，${format} 最多 ${MAX_CELLS[format]} 行。请换用${fitting.join('、') || '更粗的层级'}，或缩小范围。`,
      en: `The answer has ${cells} rows; ${format} holds at most ${MAX_CELLS[format]}. Use ${fitting.join(', ') || 'a coarser level'} or narrow the question.`,
    },
    field: 'format',
    allowed: fitting,
  })
}

/**
 * Runs a task under the limit of QUERY_SECONDS and until the client goes away, whichever is first.
 * Throws SlowQueryError past the limit, whatever the task itself threw.
 */
export async function withinLimit<T>(
  settings: Settings,
  client: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = AbortSignal.timeout(Number(settings.QUERY_SECONDS) * 1000)
  try {
    return await task(AbortSignal.any([client, deadline]))
  } catch (cause) {
    if (deadline.aborted) throw new DOMException('the query ran past its limit', { name: 'TimeoutError', cause })
    throw cause
  }
}
