import { Worker } from 'node:worker_threads'
import { countedBy, studiedAreas, studiedCells } from '../derive/studied-places.ts'
import { studiedPeriod } from '../derive/hot-spots.ts'
import type { SqlValue } from '../engine/engine.ts'
import type { Attached } from '../snapshot/types.ts'
import type { AuditMessage, AuditState, AuditWork } from './audit-types.ts'
import { kindOf, type SpotQuestion } from './hot-spots.ts'
import { refuseInStandard } from './outside-set.ts'
import { QuestionError } from './question-error.ts'

const PERMUTATIONS = 9_999
/** Audits that run at once: one leaves a core to the questions. */
const AT_ONCE = 1

const loader = import.meta.resolve('tsx/esm/api')
const entry = new URL('./audit-thread.ts', import.meta.url).href
/** Node 20 threads do not inherit the TypeScript loader, so the thread registers it before its first import. */
const BOOT = `import(${JSON.stringify(loader)}).then(({ register }) => (register(), import(${JSON.stringify(entry)})))`

const bySnapshot = new WeakMap<Attached, Map<string, AuditState>>()
let running = 0

/** Cases and people of the places studied, as hot spots were found from them at publish. */
async function readWork(snapshot: Attached, question: SpotQuestion, seed: string): Promise<AuditWork> {
  const { catalog, engine, store } = snapshot
  const period = studiedPeriod(catalog)
  const by = countedBy(catalog, period.to)
  const nobody = by === null || (question.places === 'cell' && !catalog.hasCells)
  if (nobody) {
    throw new QuestionError('no_figures', 'places', {
      zh: '没有可供分析的人口或格网，无热点可复核。',
      en: 'There are no people or cells to study, so no hot spot to audit.',
    })
  }
  const { city } = catalog
  const places =
    question.places === 'cell'
      ? await studiedCells(engine, city, by, store)
      : await studiedAreas(engine, city, city.default_level, by, store)
  const { field, code } = kindOf(snapshot, question)
  const values: SqlValue[] = [period.from, period.to, ...(code === null ? [] : [code])]
  const found = await engine.query({
    text: `select ${places.keyOfCase} as place, count(*) as n from ${engine.dialect.table(store, 'cases')}
      where opened_at >= cast(? as date) and opened_at < cast(? as date) + 1 and ${places.keyOfCase} is not null
      ${code === null ? '' : `and ${field} = ?`} group by all`,
    values,
  })
  const at = new Map(places.keys.map((key, i) => [key, i]))
  const cases = new Float64Array(places.keys.length)
  for (let k = 0; k < found.rows; k++) {
    const place = at.get(BigInt(found.columns.place?.[k] as bigint))
    if (place !== undefined) cases[place] = Number(found.columns.n?.[k])
  }
  return { cases, people: places.people, neighbours: places.neighbours, permutations: PERMUTATIONS, seed }
}

/**
 * Looks after the hot spots found at publish by dealing the rates out at random, on a thread of its own: the first call begins it, later
 * ones tell how far it is. Errors: QuestionError for an unknown kind, where nobody is counted, while another audit runs, and in a
 * city that publishes under `standard`.
 */
export async function auditHotSpots(snapshot: Attached, question: SpotQuestion): Promise<AuditState> {
  refuseInStandard(
    snapshot.catalog.city,
    { zh: '热点复核', en: 'the audit of hot spots' },
    { zh: '可查询各区域的件数与比率。', en: 'Counts and rates by area are published.' },
  )
  const { field, code } = kindOf(snapshot, question)
  const seed = `${snapshot.id} ${question.places} ${code === null ? 'all' : `${field} ${code}`}`
  const audits = bySnapshot.get(snapshot) ?? new Map<string, AuditState>()
  bySnapshot.set(snapshot, audits)
  const known = audits.get(seed)
  if (known && known.state !== 'failed') return known
  if (running >= AT_ONCE) {
    throw new QuestionError('busy', 'places', {
      zh: '另一项复核正在进行，请稍后再试。',
      en: 'Another audit is running. Ask again when it is done.',
    })
  }
  running++
  try {
    const work = await readWork(snapshot, question, seed)
    const begun: AuditState = { state: 'running', done: 0, of: work.cases.length }
    audits.set(seed, begun)
    start(work, (state) => audits.set(seed, state))
    return begun
  } catch (cause) {
    running--
    throw cause
  }
}

function start(work: AuditWork, tell: (state: AuditState) => void): void {
  const thread = new Worker(BOOT, { eval: true, execArgv: [], workerData: work })
  thread.unref()
  let isDone = false
  thread.on('message', (message: AuditMessage) => {
    if ('result' in message) {
      isDone = true
      tell({ state: 'done', result: message.result })
    } else tell({ state: 'running', done: message.done, of: work.cases.length })
  })
  thread.once('error', () => tell({ state: 'failed' }))
  thread.once('exit', () => {
    running--
    if (!isDone) tell({ state: 'failed' })
  })
}
