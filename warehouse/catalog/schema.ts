import { z } from 'zod'
import { FIELDS } from './fields.ts'
import type { Component, Condition, Indicator as IndicatorRecord } from './types.ts'
import { UNITS } from './words.ts'

const id = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'lower-case letters, digits and _, starting with a letter')
const label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const compare = z.enum(['=', '<>', '<', '<=', '>', '>='])
const scalar = z.union([z.string().max(200), z.number(), z.boolean()])

const condition = z.union([
  z.strictObject({ field: id, op: compare, value: scalar }),
  z.strictObject({ field: id, op: compare, column: id }),
  z.strictObject({ field: id, op: z.enum(['<', '<=', '>', '>=']), as_of: z.literal(true) }),
  z.strictObject({
    field: id,
    op: z.literal('in'),
    values: z
      .array(z.union([z.string().max(200), z.number()]))
      .min(1)
      .max(200),
  }),
  z.strictObject({ field: id, op: z.enum(['known', 'unknown']) }),
  z.strictObject({ field: id, op: z.literal('within'), of: id, hours: z.number().positive() }),
]) satisfies z.ZodType<Condition>

function fieldsOf(condition: Condition): string[] {
  if ('column' in condition) return [condition.field, condition.column]
  if (condition.op === 'within') return [condition.field, condition.of]
  return [condition.field]
}

const component = z
  .strictObject({
    from: z.enum(['cases', 'population', 'housing', 'measure', 'area']),
    at: z.enum(['opened_at', 'due_at', 'closed_at', 'verified_at']).exactOptional(),
    until: z.enum(['closed_at', 'first_response_at']).exactOptional(),
    sum: id.exactOptional(),
    times: id.exactOptional(),
    measure: id.exactOptional(),
    where: z.array(condition).max(20).exactOptional(),
  })
  .superRefine((value, context) => {
    const used = [value.sum, value.times, ...(value.where ?? []).flatMap(fieldsOf)]
    for (const field of used) {
      if (field !== undefined && !FIELDS[value.from].includes(field)) {
        context.addIssue({
          code: 'custom',
          message: `"${field}" is no field of ${value.from}; there are ${FIELDS[value.from].join(', ')}`,
        })
      }
    }
    if (value.from !== 'cases' && value.sum === undefined) {
      context.addIssue({ code: 'custom', message: `a component from ${value.from} names the column to sum` })
    }
    if (value.from === 'measure' && value.measure === undefined) {
      context.addIssue({ code: 'custom', message: 'a component from measure names the measure' })
    }
  }) satisfies z.ZodType<Component>

/** One indicator record, as in `indicators.yaml` of a city pack. Same shape as those of the catalog. */
export const Indicator = z
  .strictObject({
    id,
    version: z.int().min(1),
    group: z.enum(['population', 'housing', 'cases', 'closed_loop', 'risk', 'gap', 'measures']),
    pillar: z.enum(['infrastructure', 'people', 'money', 'services']).exactOptional(),
    kind: z.enum(['count', 'rate', 'proportion', 'ratio', 'stock', 'survival', 'gap']),
    label,
    unit: z.string().refine((unit): unit is IndicatorRecord['unit'] => unit in UNITS, 'no known unit'),
    scale: z.number().positive(),
    numerator: component.exactOptional(),
    denominator: component.exactOptional(),
    of: id.exactOptional(),
    as: z.enum(['ratio', 'difference']).exactOptional(),
    interval: z.enum(['poisson', 'wilson', 'kaplan_meier', 'log_ratio', 'difference', 'none']),
    polarity: z.enum(['higher', 'lower', 'none']),
    minimum: z.number().min(0),
    disclosure: z.enum(['open', 'count', 'rate', 'proportion']),
    decimals: z.int().min(0).max(6),
    note: label,
    source: label,
  })
  .superRefine((value, context) => {
    const needs =
      value.kind === 'gap'
        ? ['of', 'as']
        : value.kind === 'count' || value.kind === 'stock'
          ? ['numerator']
          : ['numerator', 'denominator']
    for (const part of needs) {
      if (!(part in value)) context.addIssue({ code: 'custom', message: `kind ${value.kind} needs ${part}` })
    }
  }) satisfies z.ZodType<IndicatorRecord>
