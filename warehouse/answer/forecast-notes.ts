import type { ForecastGrain } from '../catalog/forecast.ts'
import type { Label } from '../catalog/types.ts'
import type { ForecastAnswer } from './forecast-types.ts'

const UNITS = {
  week: { zh: '周', en: 'weeks', season: '去年同周', seasonEn: 'the same week of the year before', level: '近 8 周' },
  month: {
    zh: '个月',
    en: 'months',
    season: '去年同月',
    seasonEn: 'the same month of the year before',
    level: '近 3 个月',
  },
} as const
const LEVELS = { week: 'the last eight weeks', month: 'the last three months' } as const

type Told = Pick<ForecastAnswer, 'status' | 'history' | 'ahead'>

function whyNone({ status, history }: Told, grain: ForecastGrain, fewest: number): Label {
  const unit = UNITS[grain]
  if (status === 'zero_denominator')
    return { zh: '分母为零，无法预测比率。', en: 'The denominator is zero, so the rate cannot be forecast.' }
  if (status === 'missing')
    return { zh: '最近一期没有数据，无法预测。', en: 'The last period has no figures, so there is no forecast.' }
  const has = history?.periods ?? 0
  return {
    zh: `历史太短：预测至少需要 ${fewest} ${unit.zh}完整数据，现有 ${has} ${unit.zh}。`,
    en: `The history is too short: a forecast needs ${fewest} whole ${unit.en}, there are ${has}.`,
  }
}

function howWell(mase: number | null, isBetter: boolean | null, grain: ForecastGrain): Label {
  const { season, seasonEn } = UNITS[grain]
  if (mase === null)
    return {
      zh: '历年同期没有变化，无从衡量误差。',
      en: 'Nothing ever changed from year to year, so the error has no measure.',
    }
  const text = mase.toFixed(2)
  return isBetter
    ? {
        zh: `过去的平均误差是照搬${season}的 ${text} 倍（MASE），优于照搬。`,
        en: `Its mean error in the past was ${text} times that of repeating ${seasonEn} (MASE): better than that.`,
      }
    : {
        zh: `过去的平均误差是照搬${season}的 ${text} 倍（MASE），不优于照搬。`,
        en: `Its mean error in the past was ${text} times that of repeating ${seasonEn} (MASE): no better than that.`,
      }
}

/** What a forecast says of itself: how it is made and how well it did, or why there is none. */
export function forecastNotes(told: Told, grain: ForecastGrain, fewest: number): Label[] {
  const { ahead } = told
  if (!ahead) return [whyNone(told, grain, fewest)]
  const { season, seasonEn, level } = UNITS[grain]
  const ratio = ahead.ratio.toFixed(2)
  const how =
    ahead.method === 'levelled'
      ? {
          zh: `预测为${season}的数值乘以${level}与去年同期之比（${ratio}）。`,
          en: `The forecast is ${seasonEn} times the ratio of ${LEVELS[grain]} to those of the year before (${ratio}).`,
        }
      : { zh: `预测照搬${season}的数值。`, en: `The forecast repeats ${seasonEn}.` }
  const bands = {
    zh: `80% 与 95% 带取自过去 ${ahead.tried} 次同样预测的误差，只反映往年那样的起伏；春节等移动节日未作平移。`,
    en: `The bands of 80 % and 95 % are the errors of ${ahead.tried} such forecasts of the past; they know only ups and downs like those, and holidays that move stay where they were.`,
  }
  return [how, bands, howWell(ahead.mase, ahead.is_better, grain)]
}
