import type { GapBody } from '../../api/schema/gap.ts'
import type { CatalogBody } from '../data/client.ts'
import type { Indicator } from '../../warehouse/catalog/types.ts'
import type { Twin } from '../charts/twin.ts'
import { foldWord, gapWord } from '../text/gap-words.ts'
import type { Language } from '../text/language.ts'
import { formatNumber } from '../text/numbers.ts'
import { word } from '../text/words.ts'
import { notesOf } from './desk-notes.ts'
import { decimalsOf, kindOf, type PillarView, stepName } from './gap-model.ts'

const DASH = '–'
const say = (value: number | null | undefined, decimals: number) =>
  value === null || value === undefined ? DASH : formatNumber(value, decimals)
const percent = (share: number | null, language: Language) =>
  share === null ? DASH : `${formatNumber(100 * share, 1)}${language === 'zh' ? '%' : ' %'}`

interface About {
  catalog: CatalogBody
  indicator: Indicator
  language: Language
}

export function classesTwin(body: GapBody, { catalog, indicator, language }: About): Twin {
  const { two } = body
  const sides = [
    { label: gapWord('urban', language), ...two.urban },
    { label: gapWord('rural', language), ...two.rural },
  ]
  const rows = [...body.classes.map((row) => ({ ...row, label: row.label[language] })), ...sides]
  return {
    columns: [
      word('name', language),
      word('value', language),
      word('low', language),
      word('high', language),
      'n',
      '/',
      word('status', language),
    ],
    rows: [
      ...rows.map((row) => [
        row.label,
        say(row.value, indicator.decimals),
        say(row.low, indicator.decimals),
        say(row.high, indicator.decimals),
        say(row.numerator, 0),
        say(row.denominator, 0),
        row.status === 'ok' ? '' : (catalog.statuses[row.status]?.[language] ?? row.status),
      ]),
      ...(
        [
          ['difference', two.difference, indicator.decimals],
          ['ratio', two.ratio, 3],
        ] as const
      ).map(([name, each, decimals]) => [
        gapWord(name, language),
        say(each.value, decimals),
        say(each.low, decimals),
        say(each.high, decimals),
        '',
        '',
        each.status === 'ok' ? '' : (catalog.statuses[each.status]?.[language] ?? each.status),
      ]),
    ],
  }
}

export function stepsTwin(body: GapBody, { catalog, indicator, language }: About): Twin {
  const notes = notesOf(catalog, language)
  const told = body.trend.points.map(({ from, to }) =>
    notes
      .filter(({ day }) => day >= from && day <= to)
      .map(({ label }) => label)
      .join('; '),
  )
  const hasNotes = told.some((text) => text !== '')
  const names = body.classifications.find(({ id }) => id === body.classification)?.names
  const { decimals } = indicator
  return {
    columns: [
      gapWord('period', language),
      gapWord('urban', language),
      names?.middle[language] ?? '',
      gapWord('rural', language),
      gapWord('difference', language),
      word('low', language),
      word('high', language),
      gapWord('ratio', language),
      `${word('low', language)} `,
      `${word('high', language)} `,
      ...(hasNotes ? [word('notes', language)] : []),
    ],
    rows: body.trend.points.map((point, i) => [
      stepName(point, body.trend.grain, language),
      say(point.urban.value, decimals),
      say(point.middle.value, decimals),
      say(point.rural.value, decimals),
      say(point.difference.value, decimals),
      say(point.difference.low, decimals),
      say(point.difference.high, decimals),
      say(point.ratio.value, 3),
      say(point.ratio.low, 3),
      say(point.ratio.high, 3),
      ...(hasNotes ? [told[i] ?? ''] : []),
    ]),
  }
}

export function areasTwin(body: GapBody, names: ReadonlyMap<string, string>, { indicator, language }: About): Twin {
  const classes = body.classifications.find(({ id }) => id === body.classification)?.names
  const { codes, values } = body.areas
  return {
    columns: [word('name', language), gapWord('byClass', language), word('value', language)],
    rows: codes.map((code, i) => {
      const id = body.areas.classes[i] ?? null
      return [
        names.get(code) ?? code,
        id === null ? DASH : (classes?.[id][language] ?? id),
        say(values[i], indicator.decimals),
      ]
    }),
  }
}

export function pillarsTwin(views: readonly PillarView[], language: Language): Twin {
  return {
    columns: [
      word('indicator', language),
      gapWord('urban', language),
      word('fringe', language),
      gapWord('rural', language),
      gapWord('ratio', language),
      word('low', language),
      word('high', language),
      'p',
    ],
    rows: views.map(({ indicator, row }) => {
      const of = (value: number | null | undefined) =>
        value === null || value === undefined ? DASH : formatNumber(value, decimalsOf(indicator, value))
      return [
        indicator.label[language],
        of(row.urban.value),
        of(row.middle?.value),
        of(row.rural.value),
        say(row.ratio.value, 3),
        say(row.ratio.low, 3),
        say(row.ratio.high, 3),
        say(row.change?.p, 3),
      ]
    }),
  }
}

export function partsTwin(parts: NonNullable<GapBody['parts']>, { indicator, language }: About): Twin {
  const { decimals } = indicator
  return {
    columns: [
      gapWord('stratum', language),
      gapWord('urbanShare', language),
      gapWord('ruralShare', language),
      gapWord('urban', language),
      gapWord('rural', language),
      gapWord('mix', language),
      gapWord('like', language),
    ],
    rows: [
      ...parts.by.map((row) => [
        row.label[language],
        percent(row.urbanShare, language),
        percent(row.ruralShare, language),
        say(row.urban, decimals),
        say(row.rural, decimals),
        say(row.composition, decimals + 1),
        row.isBorrowed ? DASH : say(row.rate, decimals + 1),
      ]),
      [
        gapWord('whole', language),
        '',
        '',
        '',
        '',
        say(parts.composition.value, decimals + 1),
        say(parts.rate.value, decimals + 1),
      ],
    ],
  }
}

export function underTwin(body: GapBody, { indicator, language }: About): Twin {
  return {
    columns: [
      gapWord('classes', language),
      gapWord('difference', language),
      word('low', language),
      word('high', language),
      gapWord('ratio', language),
      `${word('low', language)} `,
      `${word('high', language)} `,
      gapWord('moved', language),
    ],
    rows: body.under.map((row) => [
      `${row.label[language]}${language === 'zh' ? '，' : ', '}${foldWord(kindOf(body), row.middle, language)}`,
      say(row.difference.value, indicator.decimals),
      say(row.difference.low, indicator.decimals),
      say(row.difference.high, indicator.decimals),
      say(row.ratio.value, 3),
      say(row.ratio.low, 3),
      say(row.ratio.high, 3),
      percent(row.moved, language),
    ]),
  }
}
