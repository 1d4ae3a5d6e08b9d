import { createRoute, z } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { ingestTold } from '../ingest-told.ts'
import { createRouter } from '../router.ts'
import { refusals } from '../schema/error.ts'
import { servedNow } from '../served-now.ts'

const HEARTBEAT_MS = 15_000
const MOST_LISTENERS = 1_000

const events = createRoute({
  method: 'get',
  path: '/events',
  summary:
    'Server-sent events: `hello` at once, `snapshot` whenever another version is served, `alarm` when the store is found damaged and when it is well again, `ingest` as one goes on.',
  responses: {
    200: { description: 'An event stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...refusals,
  },
})

export function eventRoutes({ reader, jobs }: Deps) {
  let listeners = 0
  return createRouter().openapi(events, (c) => {
    if (listeners >= MOST_LISTENERS) throw tooMany()
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, async (stream) => {
      listeners++
      const gone = new Promise<void>((resolve) => stream.onAbort(resolve))
      const say = (event: string, body: object) => stream.writeSSE({ event, data: JSON.stringify(body) })
      const unsubscribe = [
        reader.onPublish((id) => void say('snapshot', { id })),
        jobs.onChange((state) => void say('ingest', ingestTold(state, reader))),
        reader.onAlarm((alarm) => void say('alarm', { alarm })),
      ]
      try {
        await say('hello', { id: servedNow(reader)?.id ?? '' })
        await say('alarm', { alarm: reader.alarm() })
        while (!stream.aborted && !stream.closed) {
          await Promise.race([gone, pause(HEARTBEAT_MS)])
          await stream.write(': still here\n\n')
        }
      } finally {
        for (const end of unsubscribe) end()
        listeners--
      }
    })
  })
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())

const tooMany = () =>
  new ApiError({
    status: 503,
    code: 'too_many_listeners',
    message: { zh: '监听更新的页面太多，请稍后再试。', en: 'Too many pages listen for news. Try again later.' },
    headers: { 'Retry-After': '30' },
  })
