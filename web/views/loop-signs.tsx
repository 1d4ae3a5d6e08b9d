import type { LoopBody } from '../../api/schema/loop.ts'
import { WeekGrid } from '../charts/week-grid.tsx'
import { callOf } from '../data/calls.ts'
import { loop, openList, rhythm } from '../data/loop-questions.ts'
import { language } from '../state/store.ts'
import { formatPeriod } from '../text/dates.ts'
import { formatNumber } from '../text/numbers.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/states.tsx'
import { rhythmOf } from './loop-model.ts'
import { Listed } from './loop-number.tsx'
import { shareOf } from './loop-titles.ts'
import { loopWord, WEEKDAYS } from './loop-words.ts'
import { LOOP_METHODS } from './loop-methods.ts'

/** When cases come in. */
export function Rhythm() {
  const lang = language.value
  const { value, error, pending } = rhythm.value
  const week = value ? rhythmOf(value) : null
  const names = WEEKDAYS[lang]
  const say = (weekday: number, hour: number, n: number) => `${names[weekday]} ${hour}:00 ${formatNumber(n)}`
  const list = (weekday: number, hour: number) => {
    openList.value = {
      title: `${loopWord('rhythm', lang)} · ${names[weekday]} ${hour}:00`,
      asked: { indicator: 'case_count', weekday: String(weekday + 1), hour: String(hour) },
    }
  }
  return (
    <Panel
      call={callOf(rhythm.value)}
      id="rhythm"
      indicator={LOOP_METHODS.rhythm}
      title={loopWord('rhythm', lang)}
      sub={loopWord('rhythmSub', lang)}
      error={value ? null : error}
      pending={pending}
      {...(week
        ? {
            twin: () => ({
              columns: [loopWord('hour', lang), ...names],
              rows: Array.from({ length: 24 }, (_, hour) => [
                String(hour),
                ...week.map((hours) => (typeof hours[hour] === 'number' ? formatNumber(hours[hour]) : '–')),
              ]),
            }),
          }
        : {})}
    >
      {week ? (
        <WeekGrid
          value={week}
          weekdays={names}
          say={say}
          label={loopWord('rhythmSub', lang)}
          onCell={loop.value.value?.has_lists ? list : undefined}
        />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </Panel>
  )
}

/** The table twin has them all. */
const SHOWN_PLACES = 6

/** Where the same kind of case comes again and again. */
export function Places({ value }: { value: LoopBody }) {
  const lang = language.value
  const again = value.shares.same_place_30
  if (value.repeated_places.length === 0) return null
  return (
    <Panel
      call={callOf(loop.value)}
      id="places"
      indicator={LOOP_METHODS.places}
      title={loopWord('places', lang)}
      sub={`${again ? `${shareOf('same_place_30', again, lang)}${lang === 'zh' ? '。' : '. '}` : ''}${loopWord('placesSub', lang)}`}
      twin={() => ({
        columns: (['place', 'kind', 'n', 'callers', 'period'] as const).map((name) => loopWord(name, lang)),
        rows: value.repeated_places.map(({ cell, area, kind, n, callers, from, to }) => [
          area?.label[lang] ?? cell,
          kind.label[lang],
          formatNumber(n),
          callers === null ? '–' : formatNumber(callers),
          formatPeriod(from, to, lang),
        ]),
      })}
    >
      <table class="data-table">
        <thead>
          <tr>
            <th scope="col">{loopWord('place', lang)}</th>
            <th scope="col">{loopWord('kind', lang)}</th>
            <th scope="col" class="number">
              {loopWord('n', lang)}
            </th>
            <th scope="col" class="number">
              {loopWord('callers', lang)}
            </th>
            <th scope="col">{loopWord('period', lang)}</th>
          </tr>
        </thead>
        <tbody>
          {value.repeated_places.slice(0, SHOWN_PLACES).map(({ cell, area, kind, n, callers, from, to }) => (
            <tr key={`${cell} ${kind.code}`}>
              <td title={cell}>{area?.label[lang] ?? cell.replace(/f+$/, '')}</td>
              <td>{kind.label[lang]}</td>
              <td class="number">
                <Listed
                  n={n}
                  title={`${area?.label[lang] ?? cell} · ${kind.label[lang]}`}
                  asked={{ set: 'received', cell, category: kind.code }}
                />
              </td>
              <td class="number">{callers === null ? '–' : formatNumber(callers)}</td>
              <td class="note">{formatPeriod(from, to, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
