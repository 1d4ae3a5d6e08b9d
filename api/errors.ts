import { randomBytes } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Label } from '../warehouse/catalog/types.ts'
import { ErrorBody } from './schema/error.ts'

interface Refusal {
  status: ContentfulStatusCode
  code: string
  message: Label
  field?: string | undefined
  allowed?: string[] | undefined
  headers?: Record<string, string>
}

/** A refusal with its HTTP status and a sentence in both languages. Routes throw it; `respondWithError` writes it. */
export class ApiError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.message.en)
    this.name = 'ApiError'
    this.refusal = refusal
  }
}

const inChinese = z.locales.zhCN().localeError

/** Turns the first complaint of a schema into a sentence that names the parameter and what it may be. */
export function refuseInput(error: z.ZodError, known: string[]): ApiError {
  const [issue] = error.issues
  if (issue === undefined) return new ApiError(unexpected('none'))
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? ''
    return new ApiError({
      status: 400,
      code: 'unknown_parameter',
      message: {
        zh: `没有名为“${key}”的参数。可用的参数：${known.join('、') || '见 /openapi.json'}。`,
        en: `There is no parameter “${key}”. Parameters: ${known.join(', ') || 'see /openapi.json'}.`,
      },
      field: key,
      allowed: known.length > 0 ? known : undefined,
    })
  }
  const field = issue.path.map(String).join('.')
  const translated = inChinese({ ...issue, input: undefined })
  const zh = typeof translated === 'string' ? translated : translated?.message
  return new ApiError({
    status: 400,
    code: 'bad_parameter',
    message: {
      zh: `参数“${field}”不可用：${zh ?? issue.message}。`,
      en: `Parameter “${field}” cannot be used: ${issue.message}.`,
    },
    field,
    allowed: issue.code === 'invalid_value' ? issue.values.map(String) : undefined,
  })
}

/** The one error shape, for whatever was thrown. The unexpected is logged under its reference and never shown. */
export function respondWithError(thrown: unknown, c: Context, log: (line: string) => void): Response {
  const reference = randomBytes(6).toString('hex')
  const refusal = readRefusal(thrown) ?? unexpected(reference)
  if (refusal.status === 500) {
    log(`${reference} ${c.req.method} ${c.req.path}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`)
  }
  const { status, code, message, field, allowed, headers } = refusal
  const body: ErrorBody = {
    error: { code, message, ...(field === undefined ? {} : { field }), ...(allowed ? { allowed } : {}), reference },
  }
  return c.json(body, status, { 'Cache-Control': 'no-store', ...headers })
}

function readRefusal(thrown: unknown): Refusal | null {
  if (thrown instanceof ApiError) return thrown.refusal
  if (thrown instanceof z.ZodError) return refuseInput(thrown, []).refusal
  if (!(thrown instanceof Error)) return null
  switch (thrown.name) {
    case 'QuestionError':
      return {
        status: 400,
        code: textOf(thrown, 'code') ?? 'bad_question',
        message: labelOf(thrown),
        field: textOf(thrown, 'field'),
        allowed: allowedOf(thrown),
      }
    case 'EngineBusyError':
      return {
        status: 503,
        code: 'busy',
        message: {
          zh: '同时进行的查询太多，请几秒后再试。',
          en: 'Too many queries are running at once. Try again in a few seconds.',
        },
        headers: { 'Retry-After': '2' },
      }
    case 'DamagedError':
    case 'SnapshotError': {
      const versions = allowedOf(thrown) ?? []
      const isMissing = versions.length > 0
      return {
        status: isMissing ? 404 : 503,
        code: isMissing ? 'unknown_snapshot' : 'no_snapshot',
        message: labelOf(thrown),
        field: isMissing ? 'v' : undefined,
        allowed: isMissing ? versions : undefined,
      }
    }
    case 'TooManyRowsError':
      return {
        status: 400,
        code: 'too_many_rows',
        message: {
          zh: '结果行数过多。请缩短时段、选择更粗的层级或少一个维度。',
          en: 'The answer would have too many rows. Shorten the period, choose a coarser level or drop a dimension.',
        },
      }
    case 'SlowQueryError':
    case 'TimeoutError':
      return slow
    case 'AbortError':
    case 'EngineCancelledError':
      return {
        status: 503,
        code: 'cancelled',
        message: { zh: '查询已取消。', en: 'The query was cancelled.' },
      }
  }
  return null
}

const slow: Refusal = {
  status: 504,
  code: 'slow_query',
  message: {
    zh: '查询超过时限，已取消。请缩短时段、减少维度或选择更粗的层级；时限由 QUERY_SECONDS 设定。',
    en: 'The query ran past its limit and was cancelled. Shorten the period, use fewer dimensions or a coarser level; QUERY_SECONDS sets the limit.',
  },
}

const unexpected = (reference: string): Refusal => ({
  status: 500,
  code: 'internal',
  message: {
    zh: `服务器出错，已记录。反馈时请附编号 ${reference}。`,
    en: `The server failed and has logged it. Quote ${reference} when you report it.`,
  },
})

const member = (of: object, name: string): unknown => (name in of ? Reflect.get(of, name) : undefined)

function textOf(thrown: Error, name: string): string | undefined {
  const value = member(thrown, name)
  return typeof value === 'string' ? value : undefined
}

function allowedOf(thrown: Error): string[] | undefined {
  const value = member(thrown, 'allowed')
  return Array.isArray(value) ? value.map(String) : undefined
}

function labelOf(thrown: Error): Label {
  for (const name of ['label', 'sentence', 'sentences']) {
    const value = member(thrown, name)
    if (typeof value !== 'object' || value === null) continue
    const [zh, en] = [member(value, 'zh'), member(value, 'en')]
    if (typeof zh === 'string' && typeof en === 'string') return { zh, en }
  }
  return { zh: thrown.message, en: thrown.message }
}
