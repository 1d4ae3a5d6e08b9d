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

/** The limit of one request, of which nothing is made before something asks for its signal. */
class Limit {
  readonly #client: () => AbortSignal
  readonly #ends: number
  #deadline: AbortSignal | undefined
  #signal: AbortSignal | undefined

  constructor(settings: Settings, client: () => AbortSignal) {
    this.#client = client
    this.#ends = performance.now() + Number(settings.QUERY_SECONDS) * 1000
  }

  get signal(): AbortSignal {
    this.#deadline ??= AbortSignal.timeout(Math.max(0, Math.round(this.#ends - performance.now())))
    this.#signal ??= AbortSignal.any([this.#client(), this.#deadline])
    return this.#signal
  }

  get isPast(): boolean {
    return this.#deadline?.aborted ?? false
  }
}

/**
 * Runs a task under the limit of QUERY_SECONDS and until the client goes away, whichever is first; the task reads `signal`
 * where it begins something that may last. Throws a TimeoutError past the limit, whatever the task itself threw.
 */
export async function underLimit<T>(
  settings: Settings,
  client: () => AbortSignal,
  task: (limit: { readonly signal: AbortSignal }) => Promise<T>,
): Promise<T> {
  const limit = new Limit(settings, client)
  try {
    return await task(limit)
  } catch (cause) {
    if (limit.isPast) throw new DOMException('the query ran past its limit', { name: 'TimeoutError', cause })
    throw cause
  }
}

/** `underLimit` for a task that lasts in any case. */
export const withinLimit = <T>(
  settings: Settings,
  client: AbortSignal,
  task: (signal: AbortSignal) => Promise<T>,
): Promise<T> =>
  underLimit(
    settings,
    () => client,
    ({ signal }) => task(signal),
  )
