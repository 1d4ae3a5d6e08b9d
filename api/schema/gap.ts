import { z } from '@hono/zod-openapi'
import { Label, version } from './label.ts'

const members = (description: string) =>
  z
    .string()
    .max(6000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .optional()
    .openapi({ type: 'string', description: `${description} Comma separated.` })

/** The query string of /api/gap. */
export const GapParams = z.strictObject({
  indicator: z.string().min(1).max(60).openapi({ description: 'Indicator id.', example: 'case_rate' }),
  from: z.iso.date().optional().openapi({ description: 'First day. Unset: 90 days up to the end of the data.' }),
  to: z.iso.date().optional().openapi({ description: 'Last day, included.' }),
  class: z.string().max(60).optional().openapi({
    description:
      'Classification: code (城乡分类代码), degurba or column, or one of a coarser level (code:street). Unset: the first there is.',
    example: 'code',
  }),
  base: z
    .string()
    .regex(/^\d{4}$/)
    .optional()
    .openapi({ description: 'Year at whose classes the trend is fixed. Unset: the last.', example: '2025' }),
  grain: z
    .enum(['month', 'quarter', 'year'])
    .optional()
    .openapi({ description: 'Step of the trend; years are twelve whole months up to the end of the data.' }),
  strata: z.string().max(60).optional().openapi({
    description: 'What mix and rate are told apart by: category_group, category, channel, age or area:<level>.',
  }),
  category: members('Categories.'),
  category_group: members('Groups of categories.'),
  channel: members('Channels.'),
  department: members('Departments.'),
  v: version,
})

/** The query string of /api/gap/pillars. */
export const PillarParams = GapParams.pick({ from: true, to: true, class: true, base: true, v: true })

const number = z.number().nullable()
const classId = z.enum(['urban', 'middle', 'rural'])
const estimate = {
  value: number,
  low: number,
  high: number,
  /** Why it is as it is; a null value always has its reason here. */
  status: z.string(),
}
const Estimate = z.object(estimate)
const value = { ...estimate, numerator: number, denominator: number }
const ClassValue = z.object(value)
const sides = { urban: ClassValue, rural: ClassValue, difference: Estimate, ratio: Estimate }
const change = z.object({ slope: z.number(), p: z.number(), steps: z.number().int() }).nullable()
const shares = z.object({ two: number, three: number })

/** Urban against rural for one indicator. */
export const GapBody = z
  .object({
    snapshot: z.string(),
    indicator: z.string(),
    period: z.object({ from: z.string(), to: z.string() }),
    /** Level whose areas are added up. */
    level: z.string(),
    classification: z.string(),
    /** Year at whose classes the trend is fixed. */
    base: z.string().nullable(),
    classifications: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['code', 'column', 'degurba']),
        label: Label,
        level: z.string(),
        vintages: z.array(z.string()),
        names: z.object({ urban: Label, middle: Label, rural: Label }),
      }),
    ),
    /** `middle` is 城乡接合部, or towns and semi-dense areas; it counts as urban in `two`. */
    classes: z.array(
      z.object({
        ...value,
        id: classId,
        label: Label,
        areas: z.number().int(),
        share: number,
        /** Over the urban class. */
        relative: Estimate.nullable(),
      }),
    ),
    two: z.object(sides),
    /** Variance between months over that of independent cases; intervals are as much wider. */
    dispersion: number,
    trend: z.object({
      grain: z.enum(['month', 'quarter', 'year']),
      points: z.array(
        z.object({ ...sides, from: z.string(), to: z.string(), middle: ClassValue, ownDifference: number }),
      ),
      difference: change,
      /** Slope in percent a step. */
      ratio: change,
    }),
    inequality: z
      .object({
        theilT: number,
        theilL: number,
        betweenT: shares,
        betweenL: shares,
        areas: z.number().int(),
        /** What T would be by chance alone within classes. */
        chance: number,
      })
      .nullable(),
    strata: z.array(z.object({ id: z.string(), label: Label })),
    parts: z
      .object({
        strata: z.string(),
        composition: Estimate,
        rate: Estimate,
        by: z.array(
          z.object({
            code: z.string(),
            label: Label,
            urbanShare: z.number(),
            ruralShare: z.number(),
            urban: number,
            rural: number,
            composition: z.number(),
            rate: z.number(),
            isBorrowed: z.boolean(),
          }),
        ),
        borrowed: z.number().int(),
      })
      .nullable(),
    partless: Label.nullable(),
    under: z.array(
      z.object({
        classification: z.string(),
        label: Label,
        middle: z.enum(['urban', 'out', 'rural']),
        difference: Estimate,
        ratio: Estimate,
        /** Share of the denominator that is classed otherwise than in `two`. */
        moved: number,
      }),
    ),
    areas: z.object({
      codes: z.array(z.string()),
      classes: z.array(classId.nullable()),
      values: z.array(number),
      statuses: z.array(z.string()),
      whole: number,
    }),
    notes: z.array(Label),
  })
  .openapi('Gap')
export type GapBody = z.infer<typeof GapBody>

/** Urban beside rural for every indicator of a pillar. */
export const PillarsBody = z
  .object({
    snapshot: z.string(),
    period: z.object({ from: z.string(), to: z.string() }),
    rows: z.array(
      z.object({
        ...sides,
        pillar: z.enum(['infrastructure', 'people', 'money', 'services']),
        indicator: z.string(),
        level: z.string(),
        classification: z.string(),
        middle: ClassValue.nullable(),
        /** How the ratio moves from year to year, in percent. */
        change,
      }),
    ),
    /** Indicators of a pillar without figures by area here. */
    absent: z.array(z.string()),
  })
  .openapi('GapPillars')
export type PillarsBody = z.infer<typeof PillarsBody>
