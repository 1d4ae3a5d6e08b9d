import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { one } from './cast-table.ts'

/** Opening times of one column by formats, as `YYYY-MM-DD HH:MM:SS`; null where a text is no time. */
async function times(format: string[] | undefined, texts: string[], type: 'time' | 'date' = 'time') {
  const field = { from: 'x', type, ...(format && { format }) } as const
  const { of, isMonth, reasons, decided } = await one({ opened_at: field }, texts)
  return { at: of('opened_at'), isMonth, reasons, decided }
}

const days = (at: unknown[]) => at.map((time) => String(time).slice(0, 10))

describe('a time without a format', () => {
  it('reads ISO and its relatives: T, space, slashes, fractions, offsets, Z and UTC', async () => {
    const { at } = await times(undefined, [
      '2022-03-06T08:05:09',
      '2022-03-06 08:05:09.25',
      '2015/1/6',
      '2015/1/6 8:05',
      '2022-03-06T00:05Z',
      '2022-03-06 00:05:09 UTC',
      '2022-03-06T08:05:09.5+08:00',
      '2022-3-6 8:05:09+0800',
      '2022-1-6 8:00:00+08',
      '2022-03-05 19:05:09-05',
    ])
    expect(at).toEqual([
      '2022-03-06 08:05:09',
      '2022-03-06 08:05:09.25',
      '2015-01-06 00:00:00',
      '2015-01-06 08:05:00',
      '2022-03-06 08:05:00',
      '2022-03-06 08:05:09',
      '2022-03-06 08:05:09.5',
      '2022-03-06 08:05:09',
      '2022-01-06 08:00:00',
      '2022-03-06 08:05:09',
    ])
  })

  it('guesses nothing: words, months, digits alone and other orders are no times', async () => {
    const texts = ['epoch', 'today', '2022-03-06 (BC)', '2022-03', '202203', '20220412', '1/6/2022', '2022', '44561']
    const { at, reasons } = await times(undefined, [...texts, '2022-03-06 08:00:00 CST', '2022年3月6日'])
    expect(at).toEqual([...texts, '', ''].map(() => null))
    expect(new Set(reasons)).toEqual(new Set(['bad_time']))
  })
})

describe('a time with a format', () => {
  it('is read by its pattern alone, however near a text comes to the way the engine writes times', async () => {
    const pattern = '%Y-%m-%d %H:%M:%S'
    const digit = fc.integer({ min: 0, max: 9 }).map(String)
    const near = fc
      .tuple(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        fc.array(fc.tuple(fc.nat(18), fc.oneof(digit, fc.constantFrom('T', 'Z', ' ', '/', '.', '+', '-', ':'))), {
          maxLength: 2,
        }),
      )
      .map(([date, changes]) => {
        const text = date.toISOString().slice(0, 19).replace('T', ' ').split('')
        for (const [k, to] of changes) text[k] = to
        return text.join('')
      })
    const texts = [
      ...fc.sample(near, { numRuns: 3000, seed: 7 }),
      '2023-03-2T 17:45:41',
      '2023-03-02 17:45:4Z',
      '2023/03/02 17:45:41',
      '2023-02-29 00:00:00',
    ].map((text) => text.trim())
    const { at } = await times([pattern], texts)
    const { at: plain } = await times(['%d.%m.%Y', pattern], texts)
    expect(at).toEqual(plain)
    expect(at.filter((time) => time === null).length).toBeGreaterThan(300)
    expect(at.filter((time) => time !== null).length).toBeGreaterThan(300)
  })

  it('reads Chinese dates with and without a weekday, half of the day and time', async () => {
    const { at } = await times(
      ['chinese'],
      [
        '2022年3月6日',
        '2022年03月06日 星期日 下午3时5分',
        '2022年3月6日（周日）上午12:05:06',
        '2022年3月6日 23点',
        '2022年3月6日中午1时30分',
        '2022年3月6日晚上12点',
        '2022年2月30日',
      ],
    )
    expect(at).toEqual([
      '2022-03-06 00:00:00',
      '2022-03-06 15:05:00',
      '2022-03-06 00:05:06',
      '2022-03-06 23:00:00',
      '2022-03-06 13:30:00',
      null,
      null,
    ])
  })

  it('reads years of the Republic', async () => {
    const { at, isMonth } = await times(
      ['roc'],
      ['民國104年5月6日', '104/05/06', '99-5-6', '1040506', '0990506', '104.5.6 13:05', '104年5月', '104/13/06'],
    )
    expect(days(at)).toEqual([
      '2015-05-06',
      '2015-05-06',
      '2010-05-06',
      '2015-05-06',
      '2010-05-06',
      '2015-05-06',
      '2015-05-01',
      'null',
    ])
    expect(at[5]).toBe('2015-05-06 13:05:00')
    expect(isMonth).toEqual([false, false, false, false, false, false, true, false])
  })

  it('reads the American order, 12-hour clocks and two-digit years with their pivot at 69', async () => {
    const format = ['%m/%d/%Y %I:%M:%S %p', '%m/%d/%y']
    const { at } = await times(format, [
      '12/11/2020 11:45:00 PM',
      '1/2/2020 12:00:00 AM',
      '1/22/20',
      '1/2/68',
      '1/2/69',
    ])
    expect(at).toEqual([
      '2020-12-11 23:45:00',
      '2020-01-02 00:00:00',
      '2020-01-22 00:00:00',
      '2068-01-02 00:00:00',
      '1969-01-02 00:00:00',
    ])
    expect((await times(['%m/%d/%Y'], ['12/11/20'])).reasons).toEqual(['out_of_range'])
  })

  it('reads digits alone when told to', async () => {
    expect((await times(['%Y%m%d'], ['20220412', '2022412', '202204121'])).at).toEqual([
      '2022-04-12 00:00:00',
      null,
      null,
    ])
  })

  it('counts Excel days as Excel does: 29 February 1900 never was', async () => {
    const { at, reasons } = await times(
      ['excel'],
      ['1', '59', '60', '61', '43832.5', '44196.999988426', '0', '1e9', 'x'],
    )
    expect(at).toEqual([
      '1900-01-01 00:00:00',
      '1900-02-28 00:00:00',
      null,
      '1900-03-01 00:00:00',
      '2020-01-02 12:00:00',
      '2020-12-31 23:59:59',
      null,
      null,
      null,
    ])
    expect(reasons[2]).toBe('bad_time')
  })

  it('keeps a month a month, whatever stands beside it in the column', async () => {
    const format = ['month', 'chinese', 'roc-month-text', 'iso']
    const { at, isMonth, decided } = await times(
      format,
      ['2022-03', '2022/3', '202203', '2022年3月', '2022年3月1日', '106Y06M', '2022-03-01'],
      'date',
    )
    expect(days(at)).toEqual([
      '2022-03-01',
      '2022-03-01',
      '2022-03-01',
      '2022-03-01',
      '2022-03-01',
      '2017-06-01',
      '2022-03-01',
    ])
    expect(isMonth).toEqual([true, true, true, true, false, true, false])
    expect(decided.map((list) => list.includes('month_only'))).toEqual(isMonth)
  })

  it('tells by the pattern that a strptime format names no day', async () => {
    const { isMonth } = await times(['%Y-%m-%d', '%b %Y'], ['2022-03-06', 'Mar 2022', 'nothing'])
    expect(isMonth).toEqual([false, true, false])
  })

  it('refuses formats that say too little, with a sentence', async () => {
    const of = (fields: Parameters<typeof one>[0]) => one(fields, ['2022'])
    await expect(of({ opened_at: { from: 'x', type: 'time', format: '%Y' } })).rejects.toThrow(/names no month/)
    await expect(of({ opened_at: { from: 'x', type: 'time', format: 'roc-monht' } })).rejects.toThrow(
      /"roc-monht" is neither a strptime pattern .* nor one of iso, chinese, month, roc/,
    )
    await expect(of({ closed_at: { from: 'x', type: 'time', format: 'month' } })).rejects.toThrow(
      /fields\.closed_at\.format: "month" reads months without a day.*Only opened_at of the table cases keeps months/,
    )
  })
})

describe('dates written in any way', () => {
  const two = (n: number) => String(n).padStart(2, '0')
  const clock = (t: Date) => `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())}`
  const parts = (t: Date) => [t.getUTCFullYear(), t.getUTCMonth() + 1, t.getUTCDate()] as const
  const half = (t: Date, am: string, pm: string) =>
    [t.getUTCHours() % 12 || 12, t.getUTCHours() < 12 ? am : pm] as const
  const writers: [string, (t: Date) => string][] = [
    ['iso', (t) => `${t.toISOString().slice(0, 10)}T${clock(t)}`],
    ['iso', (t) => `${parts(t).join('/')} ${t.getUTCHours()}:${clock(t).slice(3)}`],
    ['iso', (t) => new Date(t.getTime() - 8 * 3_600_000).toISOString()],
    ['chinese', (t) => `${t.getUTCFullYear()}年${parts(t)[1]}月${parts(t)[2]}日 ${clock(t)}`],
    [
      'chinese',
      (t) => {
        const [hour, word] = half(t, '上午', '下午')
        return `${t.getUTCFullYear()}年${parts(t)[1]}月${parts(t)[2]}日${word}${hour}时${t.getUTCMinutes()}分${t.getUTCSeconds()}秒`
      },
    ],
    ['roc', (t) => `民國${parts(t)[0] - 1911}年${parts(t)[1]}月${parts(t)[2]}日 ${clock(t)}`],
    ['roc', (t) => `${parts(t)[0] - 1911}${two(parts(t)[1])}${two(parts(t)[2])} ${clock(t)}`],
    ['%Y%m%d%H%M%S', (t) => `${parts(t)[0]}${two(parts(t)[1])}${two(parts(t)[2])}${clock(t).replaceAll(':', '')}`],
    [
      '%m/%d/%Y %I:%M:%S %p',
      (t) => {
        const [hour, word] = half(t, 'AM', 'PM')
        return `${two(parts(t)[1])}/${two(parts(t)[2])}/${parts(t)[0]} ${two(hour)}:${clock(t).slice(3)} ${word}`
      },
    ],
    ['excel', (t) => String(t.getTime() / 86_400_000 + 25_569)],
  ]

  it('come back as they were', async () => {
    const instant = fc.date({ min: new Date('1923-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    const seconds = instant.map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000))
    const sample = fc.sample(seconds, { seed: 20_260_803, numRuns: 60 })
    const written = writers.map(([format, write]) => ({ format, texts: sample.map(write) }))
    const expected = sample.map((t) => `${t.toISOString().slice(0, 10)} ${clock(t)}`)
    for (const { format, texts } of written) {
      expect({ format, at: (await times([format], texts)).at }).toEqual({ format, at: expected })
    }
  })
})
