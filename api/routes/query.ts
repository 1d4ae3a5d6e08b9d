import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer } from '../../warehouse/answer/answer.ts'
import { readLoads } from '../../warehouse/answer/loads.ts'
import { UNITS } from '../../warehouse/catalog/index.ts'
import type { Attached } from '../../warehouse/snapshot/types.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { etagOf, isKnown } from '../etag.ts'
import { toArrow } from '../formats/arrow.ts'
import { toCsv } from '../formats/csv.ts'
import { toJson } from '../formats/json.ts'
import { toParquet } from '../formats/parquet.ts'
import { fileName, type Provenance, stampOf } from '../formats/provenance.ts'
import { toXlsx } from '../formats/xlsx.ts'
import { boundAnswer, underLimit } from '../limits.ts'
import { memo } from '../memo.ts'
import { createRouter } from '../router.ts'
import { AnswerBody } from '../schema/answer.ts'
import { refusals } from '../schema/error.ts'
import { type Format, QueryParams } from '../schema/query.ts'
import { VERSION } from '../version.ts'

type Spec = Parameters<typeof answer>[0]

const MEDIA = {
  json: 'application/json',
  arrow: 'application/vnd.apache.arrow.stream',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<Format, string>

const file = (description: string) => ({ schema: { type: 'string', format: 'binary', description } as const })

const query = createRoute({
  method: 'get',
  path: '/query',
  summary: 'The one question: indicators, by at most two dimensions, over a period, under filters.',
  request: { query: QueryParams },
  responses: {
    200: {
      description: 'The answer, in the format asked for.',
      content: {
        [MEDIA.json]: { schema: AnswerBody },
        [MEDIA.arrow]: file('Columns; totals, notes and provenance in the schema metadata under `answer`, as JSON.'),
        [MEDIA.csv]: file('One row a key and indicator.'),
        [MEDIA.xlsx]: file('As CSV, and a sheet about the file.'),
        [MEDIA.parquet]: file('As CSV, with key-value metadata.'),
      },
    },
    ...refusals,
  },
})

export function queryRoutes({ reader, settings, now }: Deps) {
  const sourceOf = memo<Awaited<ReturnType<typeof readSource>>>(4)
  return createRouter().openapi(query, (c) => {
    const { v, format: asked, parts, ...rest } = c.req.valid('query')
    const format = asked ?? formatAccepted(c.req.header('accept') ?? '')
    if (parts && format !== 'arrow') throw partsOfArrow(format)
    const canonical = canonicalQuery(rest)
    return reader.use(v, async (snapshot) => {
      const etag = etagOf(snapshot.id, VERSION, canonical, format, parts)
      if (isKnown(c, etag, v !== undefined)) return c.body(null, 304)
      const found = await underLimit(
        settings,
        () => c.req.raw.signal,
        (limit) => answer(canonical as unknown as Spec, snapshot, limit),
      )
      boundAnswer(found.rows, found.series.length, format)
      if (format === 'json') return sendJson(c, toJson(found, canonical))
      const known = await sourceOf(snapshot.id, () => readSource(snapshot))
      const about = { ...known, query: canonical, exportedAt: now().toISOString() }
      c.header('Content-Disposition', `attachment; filename="${fileName(found, about, format)}"`)
      c.header('Content-Type', format === 'csv' ? `${MEDIA.csv}; charset=utf-8` : MEDIA[format])
      switch (format) {
        case 'arrow':
          return c.body(toArrow(found, about, parts))
        case 'csv':
          return c.body(toCsv(found, about))
        case 'xlsx':
          return c.body(await toXlsx(found, about))
        case 'parquet':
          return c.body(toParquet(found, about))
      }
    })
  })
}

/** The question as ETag, echo and exports know it: no unset parameters, the members of each filter in order. */
function canonicalQuery(asked: Omit<QueryParams, 'v' | 'format'>): AnswerBody['query'] {
  const canonical: AnswerBody['query'] = {}
  for (const [name, value] of Object.entries(asked)) {
    if (value === undefined) continue
    const keepsOrder = typeof value === 'string' || name === 'indicators' || name === 'by'
    canonical[name] = keepsOrder ? value : [...new Set(value)].sort()
  }
  return canonical
}

function formatAccepted(accept: string): Format {
  for (const [format, media] of Object.entries(MEDIA)) if (accept.includes(media)) return format as Format
  return 'json'
}

/** What answers of a snapshot carry about where they come from, whatever was asked. */
async function readSource(snapshot: Attached): Promise<Omit<Provenance, 'query' | 'exportedAt'>> {
  const loads = await readLoads(snapshot)
  const { city, indicators, publishedAt } = snapshot.catalog
  const distinct = (values: (string | null)[]) => [...new Set(values.filter((value) => value))].join('; ')
  return {
    city,
    snapshot: snapshot.id,
    publishedAt,
    indicators: new Map(indicators.map((indicator) => [indicator.id, indicator])),
    units: new Map(Object.entries(UNITS)),
    licence: distinct(loads.map((load) => load.licence)),
    publisher: distinct(loads.map((load) => load.publisher)),
    stamp: stampOf(city),
  }
}

const partsOfArrow = (format: Format) =>
  new ApiError({
    status: 400,
    code: 'bad_question',
    message: {
      zh: `parts 只用于 format=arrow，而这里是 ${format}。请去掉 parts，或改用 arrow。`,
      en: `parts goes with format=arrow, and this is ${format}. Leave parts out, or ask for arrow.`,
    },
    field: 'parts',
    allowed: ['arrow'],
  })

/** As bytes: a server that is given a text goes over it once more to count them. */
function sendJson(c: Context, body: AnswerBody): Response {
  c.header('Content-Type', MEDIA.json)
  return c.body(Buffer.from(JSON.stringify(body)))
}
