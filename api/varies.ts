import type { MiddlewareHandler } from 'hono'

/**
 * Says that an answer may be compressed. `compress` would say so by making the answer anew, as a stream, whether it then
 * compresses or not; where it is said already, bytes that nobody asked to compress go out as they are.
 */
export const variesByEncoding: MiddlewareHandler = async (c, next) => {
  await next()
  c.res.headers.append('Vary', 'Accept-Encoding')
}
