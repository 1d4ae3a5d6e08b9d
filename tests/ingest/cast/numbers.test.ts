import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Field } from '../../../ingest/recipe.ts'
import { one } from './cast-table.ts'

type Style = Partial<z.input<typeof Field>>

async function numbers(style: Style, texts: string[]) {
  const { of, reasons, decided } = await one({ duration: { from: 'x', type: 'number', ...style } }, texts, {
    as_of: 'duration',
  })
  return { of: of('duration'), reasons, decided: decided.map((list) => list.join()) }
}

const values = async (style: Style, texts: string[]) => (await numbers(style, texts)).of
const none = (texts: string[]) => texts.map(() => null)

describe('a number without a style', () => {
  it('is digits with a point, an exponent, a sign; of full width too', async () => {
    const texts = ['12', '-0.5', '1e5', '+3', '１２．５', '−7', '－７']
    expect(await values({}, texts)).toEqual([12, -0.5, 100_000, 3, 12.5, -7, -7])
  })

  it('is never guessed from separators, units, marks or words', async () => {
    const texts = ['1,234', '1 234', '1_234', 'NaN', 'Infinity', '-inf', '3.2万', '12%', '5*', '(5)', '0x10', '1e999']
    const { of, reasons } = await numbers({}, texts)
    expect(of).toEqual(none(texts))
    expect(new Set(reasons)).toEqual(new Set(['bad_number']))
  })

  it('is scaled without a rounding fault', async () => {
    expect(await values({ type: 'integer', scale: 10_000 }, ['1.13', '4.35', '1e2'])).toEqual([
      11_300, 43_500, 1_000_000,
    ])
  })
})

describe('grouped thousands', () => {
  it('are read with any of the usual marks, the Indian way too', async () => {
    const texts = [
      '308,745,538',
      '1 234 567',
      "1'234'567",
      '1，234',
      '12,34,567',
      '1\u202f234',
      '１，２３４．５',
      '999',
      '-1,234',
    ]
    expect(await values({ thousands: true }, texts)).toEqual([
      308_745_538, 1_234_567, 1_234_567, 1234, 1_234_567, 1234, 1234.5, 999, -1234,
    ])
  })

  it('are refused where a mark does not group thousands', async () => {
    const texts = ['1,23', '12,3456', '1,234 567', ',123', '1,,234', '1_234', '1234,567']
    expect(await values({ thousands: true }, texts)).toEqual(none(texts))
  })

  it('may be points where the comma is the decimal mark', async () => {
    const style = { decimal: ',', thousands: true } as const
    expect(await values(style, ['1.234,5', '0,25', '1.234', '12'])).toEqual([1234.5, 0.25, 1234, 12])
    expect(await values({ decimal: ',' }, ['1234,5', '1.5'])).toEqual([1234.5, null])
  })
})

describe('units beside a number', () => {
  it('multiply row by row where the recipe allows magnitudes', async () => {
    const texts = ['3.2万', '1.2亿', '32000', '5千', '2百万', '1.5万亿', '3.2 萬', '2 million']
    expect(await values({ units: true, type: 'integer' }, texts)).toEqual([
      32_000, 120_000_000, 32_000, 5000, 2_000_000, 1_500_000_000_000, 32_000, 2_000_000,
    ])
    expect(await values({ units: true }, ['3.2万元', '5套', '万', '3万万', '12%', '1e5万'])).toEqual(
      none(Array(6).fill('')),
    )
  })

  it('may be those of a list, before or after the number, and no other', async () => {
    const units = ['元/平米', '㎡', '万元', '¥', '%']
    const texts = ['12,800元/平米', '90㎡', '1.2万㎡', '3.5万元', '800元', '¥1,200', '12.5%', '90 ㎡']
    expect(await values({ units, thousands: true }, texts)).toEqual([12_800, 90, 12_000, 35_000, 800, 1200, 0.125, 90])
    expect(await values({ units }, ['90亩', '¥90㎡', '90㎡㎡'])).toEqual([null, null, null])
    expect(await values({ units: ['%'], scale: 100 }, ['14.7%', '7％'])).toEqual([14.7, 7])
  })

  it('may have a worth of their own', async () => {
    expect(await values({ units: { 公顷: 10_000, 千克: 1 } }, ['1.5公顷', '3千克', '7'])).toEqual([15_000, 3, 7])
  })
})

describe('footnote marks', () => {
  it('are taken off and counted', async () => {
    const texts = ['308745538(r38234)', '1,234*', '12①', '12[a]', '12（注1）', '12 †', '12²', '12']
    const { of, decided } = await numbers({ footnotes: true, thousands: true }, texts)
    expect(of).toEqual([308_745_538, 1234, 12, 12, 12, 12, 12, 12])
    expect(decided).toEqual(['footnote', 'footnote', 'footnote', 'footnote', 'footnote', 'footnote', 'footnote', ''])
  })

  it('are no numbers: a second figure in brackets or a mark alone stays a bad number', async () => {
    const texts = ['12(34)', '*', '(r38234)', '12 approx']
    expect(await values({ footnotes: true }, texts)).toEqual(none(texts))
  })
})

describe('accounting brackets', () => {
  it('mean less than zero', async () => {
    const texts = ['(1,234)', '（5.5）', '1,234', '(5', '5)', '(-5)']
    expect(await values({ accounting: true, thousands: true }, texts)).toEqual([-1234, -5.5, 1234, null, null, null])
  })
})

describe('numbers written in any style', () => {
  const grouped = (n: number, mark: string) => String(n).replaceAll(/\B(?=(\d{3})+(?!\d))/g, mark)
  const wide = (text: string) => text.replaceAll(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)] ?? '')
  const styles: [string, Style, (whole: number, cents: string) => string][] = [
    ['plain', {}, (n, cents) => `${n}.${cents}`],
    ['full width', {}, (n, cents) => wide(`${n}．${cents}`)],
    ['exponent', {}, (n, cents) => `${n}${cents}e-2`],
    ['commas', { thousands: true }, (n, cents) => `${grouped(n, ',')}.${cents}`],
    ['blanks', { thousands: true }, (n, cents) => `${grouped(n, '\u00a0')}.${cents}`],
    ['apostrophes', { thousands: true }, (n, cents) => `${grouped(n, '’')}.${cents}`],
    ['full-width commas', { thousands: true }, (n, cents) => wide(`${grouped(n, '，')}．${cents}`)],
    ['decimal commas', { thousands: true, decimal: ',' }, (n, cents) => `${grouped(n, '.')},${cents}`],
    ['currency', { thousands: true, units: ['NT$'] }, (n, cents) => `NT$ ${grouped(n, ',')}.${cents}`],
    ['footnotes', { footnotes: true }, (n, cents) => `${n}.${cents}(r1)`],
    ['percent', { units: ['%'], scale: 100 }, (n, cents) => `${n}.${cents}%`],
    ['hundreds of millions', { units: true, scale: 1e-8 }, (n, cents) => `${n}.${cents}亿`],
  ]
  const whole = fc.integer({ min: 0, max: 2_000_000_000 })
  const cents = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'))
  const sample = fc.sample(fc.tuple(whole, cents), { seed: 20_260_803, numRuns: 80 })

  it.each(styles)('come back as they were: %s', async (_, style, write) => {
    const expected = sample.map(([n, fraction]) => Number(`${n}.${fraction}`))
    expect(
      await values(
        style,
        sample.map(([n, fraction]) => write(n, fraction)),
      ),
    ).toEqual(expected)
  })

  it('come back with their sign, from a minus of either kind and from brackets', async () => {
    const style = { thousands: true, accounting: true }
    const below = sample.filter(([n]) => n > 0).map(([n]) => n)
    for (const write of [
      (n: number) => `-${n}`,
      (n: number) => `−${grouped(n, ',')}`,
      (n: number) => `(${grouped(n, ',')})`,
    ]) {
      expect(await values(style, below.map(write))).toEqual(below.map((n) => -n))
    }
  })
})
