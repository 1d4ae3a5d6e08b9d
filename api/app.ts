import { fileURLToPath } from 'node:url'
import { compress } from 'hono/compress'
import type { Settings } from '../warehouse/catalog/settings.ts'
import type { Reader } from '../warehouse/snapshot/types.ts'
import type { Deps } from './deps.ts'
import { ApiError, respondWithError } from './errors.ts'
import { IngestJobs } from './ingest-jobs.ts'
import { boundRequest } from './limits.ts'
import { createRouter } from './router.ts'
import { alertRoutes } from './routes/alerts.ts'
import { blockRoutes } from './routes/block.ts'
import { cellRoutes } from './routes/cells.ts'
import { catalogRoutes } from './routes/catalog.ts'
import { eventRoutes } from './routes/events.ts'
import { forecastRoutes } from './routes/forecast.ts'
import { gapRoutes } from './routes/gap.ts'
import { healthRoutes } from './routes/health.ts'
import { ingestRoutes } from './routes/ingest.ts'
import { listRoutes } from './routes/lists.ts'
import { hotSpotRoutes } from './routes/hot-spots.ts'
import { loopRoutes } from './routes/loop.ts'
import { officeRoutes } from './routes/offices.ts'
import { peopleRoutes } from './routes/people.ts'
import { placeRoutes } from './routes/places.ts'
import { quarantineRoutes } from './routes/quarantine.ts'
import { queryRoutes } from './routes/query.ts'
import { riskRoutes } from './routes/risk.ts'
import { tileRoutes } from './routes/tiles.ts'
import { guardOrigin, securityHeaders } from './security.ts'
import { staticRoutes } from './static.ts'
import type { TileSet } from './tiles.ts'
import { requireToken } from './token.ts'
import { variesByEncoding } from './varies.ts'
import { VERSION } from './version.ts'

export interface AppOptions {
  reader: Reader
  settings: Settings
  now?: () => Date
  log?: (line: string) => void
  /** The ingest of the city; one of its own when unset. */
  jobs?: IngestJobs
  /** Map tiles of the user's own. */
  tiles?: TileSet | null
  /** Folder of the built faces. */
  dist?: string
}

const DIST = fileURLToPath(new URL('../dist', import.meta.url))

/**
 * The whole service as one function from request to response: security first, then the routes under /api, the
 * description of them at /openapi.json, and the built faces. Nothing is opened and nothing listens here.
 */
export function createApp(options: AppOptions) {
  const { reader, settings } = options
  const now = options.now ?? (() => new Date())
  const log = options.log ?? ((line) => process.stderr.write(`${line}\n`))
  const jobs = options.jobs ?? new IngestJobs({ dataDir: settings.CITY_DATA, city: reader.city, now, log })
  const deps: Deps = { reader, jobs, settings, tiles: options.tiles ?? null, now, log }
  const app = createRouter()
  app.onError((thrown, c) => respondWithError(thrown, c, deps.log))
  app.notFound((c) => respondWithError(nothingHere(c.req.method, c.req.path), c, deps.log))
  app.use(securityHeaders, guardOrigin(deps.settings), boundRequest, requireToken(deps.settings, deps.now))
  app.use('/api/*', compress(), variesByEncoding)

  const routes = app
    .route('/api', healthRoutes(deps))
    .route('/api', catalogRoutes(deps))
    .route('/api', placeRoutes(deps))
    .route('/api', tileRoutes(deps))
    .route('/api', queryRoutes(deps))
    .route('/api', blockRoutes(deps))
    .route('/api', cellRoutes(deps))
    .route('/api', forecastRoutes(deps))
    .route('/api', peopleRoutes(deps))
    .route('/api', gapRoutes(deps))
    .route('/api', listRoutes(deps))
    .route('/api', hotSpotRoutes(deps))
    .route('/api', alertRoutes(deps))
    .route('/api', riskRoutes(deps))
    .route('/api', loopRoutes(deps))
    .route('/api', officeRoutes(deps))
    .route('/api', quarantineRoutes(deps))
    .route('/api', ingestRoutes(deps))
    .route('/api', eventRoutes(deps))
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'City Brain Lite', version: VERSION, license: { name: 'Apache-2.0' } },
  })
  app.route('/', staticRoutes(options.dist ?? DIST))
  return routes
}

function nothingHere(method: string, path: string): ApiError {
  if (method !== 'GET' && method !== 'HEAD') {
    return new ApiError({
      status: 405,
      code: 'method_refused',
      message: { zh: '此地址只读，仅接受 GET。', en: 'This address only reads: GET is all it takes.' },
      headers: { Allow: 'GET, HEAD' },
    })
  }
  return new ApiError({
    status: 404,
    code: 'not_found',
    message: {
      zh: `这里没有“${path}”。页面有 /、/wall、/loop、/alerts、/gap、/tables、/data、/report，接口见 /openapi.json。`,
      en: `There is nothing at “${path}”. Pages: /, /wall, /loop, /alerts, /gap, /tables, /data, /report; the interface is described at /openapi.json.`,
    },
  })
}
