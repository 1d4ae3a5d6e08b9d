import type { AlertsBody } from '../../api/schema/alerts.ts'
import { cellsPath, type CellTable, decodeCells } from '../data/cell-table.ts'
import { type AnswerBody, ask, type CatalogBody, getBytes, getJson, ServerError } from '../data/client.ts'
import { latest } from '../data/latest.ts'
import { catalog } from '../data/live.ts'
import { face } from '../state/store.ts'
import { addDays } from '../text/dates.ts'
import { mergeSparse } from './wall-cells.ts'
import { TREND_DAYS, WALL_PARTS, type Slide, type WallPart, wallQuestions } from './wall-questions.ts'

/** Everything the wall shows of one snapshot; a part the city cannot answer is null. */
export interface WallContent {
  catalog: CatalogBody
  answers: Record<WallPart, AnswerBody | null>
  /** Null in a city that publishes none. */
  alerts: AlertsBody | null
}

/** What the city does not answer is null. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (cause) {
    if (cause instanceof ServerError && cause.status === 400) return null
    throw cause
  }
}

const askOrNull = (question: Parameters<typeof ask>[0], cancel: AbortSignal): Promise<AnswerBody | null> =>
  orNull(ask(question, cancel))

/** Asks all parts anew on each publication. Until every part is there, and while the server is away, the last stays. */
export const wallContent = latest(
  () => (face.value === 'wall' ? catalog.value.value : null),
  async (known: CatalogBody, cancel): Promise<WallContent> => {
    const questions = wallQuestions(known)
    const [alerts, ...answers] = await Promise.all([
      orNull(getJson<AlertsBody>(`/api/alerts?v=${known.snapshot.id}`, cancel)),
      ...WALL_PARTS.map((part) => askOrNull(questions[part], cancel)),
    ])
    const byPart = Object.fromEntries(WALL_PARTS.map((part, i) => [part, answers[i] ?? null]))
    return { catalog: known, answers: byPart as WallContent['answers'], alerts }
  },
)

/** Shapes of the cells that slides show; null in a city that publishes none. */
export const wallShapes = ({ snapshot, city }: CatalogBody, cancel: AbortSignal): Promise<CellTable | null> =>
  orNull(getBytes(cellsPath(snapshot.id, city.cells.map), cancel).then(decodeCells))

/** The cells of one slide, 90 days up to the end of the data; sparse rates merged into their parents. */
export async function askSlide(known: CatalogBody, slide: Slide, cancel: AbortSignal): Promise<AnswerBody | null> {
  const to = known.snapshot.data_to
  const finest = known.city.cells.map
  const isCount = known.indicators.find((each) => each.id === slide.indicator)?.unit === 'cases'
  const resolutions = isCount ? [finest] : [finest, finest - 1, finest - 2]
  const [fine, ...coarser] = await Promise.all(
    resolutions.map((resolution) =>
      askOrNull(
        {
          indicators: [slide.indicator],
          by: [`cell:${resolution}`],
          from: addDays(to, 1 - TREND_DAYS),
          to,
          category_group: slide.group === null ? [] : [slide.group],
        },
        cancel,
      ),
    ),
  )
  if (!fine) return null
  if (isCount) return fine
  return mergeSparse(
    fine,
    coarser.filter((answer) => answer !== null),
    finest,
  )
}
