import type { Label } from '../catalog/types.ts'
import type { UrbanRuralQuestion } from './urban-rural-question.ts'
import type { ClassOf } from './urban-rural-sides.ts'
import type { AreaSums } from './urban-rural-sums.ts'

/** What a city that publishes a finite set of tables refuses, and what it offers instead. */
export const OUTSIDE: readonly [Label, Label] = [
  { zh: '城乡差距的分解', en: 'the urban–rural gap in its parts' },
  { zh: '可按区域查询件数与比率。', en: 'Counts and rates by area are published.' },
]

/** What must be said beside the numbers. */
export function notesOf(
  question: UrbanRuralQuestion,
  sums: AreaSums,
  ids: readonly number[],
  classOf: ClassOf,
): Label[] {
  const { classification, base, indicator } = question
  const notes: Label[] = []
  const unclassed = ids.filter((id) => classOf(id) === null).length
  if (unclassed > 0) {
    notes.push({
      zh: `${unclassed} 个区域没有城乡类别，两边都不计。`,
      en: `${unclassed} areas have no class and count on neither side.`,
    })
  }
  if (sums.unplaced > 0) {
    notes.push({
      zh: `${sums.unplaced} 件案件不知在哪个区域，两边都不计。`,
      en: `${sums.unplaced} cases belong to no known area and count on neither side.`,
    })
  }
  if (sums.years.length > 0) {
    notes.push({
      zh: `人口、住房等年度数据取自 ${sums.years.join('、')} 年；跨年的时段按各年天数平均。`,
      en: `Yearly figures (people, homes) are those of ${sums.years.join(', ')}; a period of several years takes their mean by days.`,
    })
  }
  if (base !== null) {
    notes.push(
      classification.vintages.length > 1
        ? {
            zh: `各年都按 ${base} 年的划分计算，重新划分不会使差距变动；另列按当年划分的差值。`,
            en: `All years are classed as in ${base}, so that reclassifying moves no gap; the difference by each year’s own classes stands beside it.`,
          }
        : {
            zh: `城乡划分只有 ${base} 年一版，各年都按它计算；重新划分的影响无从得知。`,
            en: `Classes are known for ${base} only and hold for all years; what reclassifying would do cannot be told.`,
          },
    )
  }
  if (classification.kind === 'degurba') {
    notes.push({
      zh: '城镇化程度由各区域人口均匀铺在其范围内、再按 1 公里等积格网判定：大区域里的聚居点会被抹平，水面也算陆地。它不是官方发布的格网人口。',
      en: 'The degree of urbanisation is made of area figures: people spread evenly over each area, then classed on equal-area squares of 1 km. Settlements within a large area are blurred, and water counts as land. It is no official population grid.',
    })
  }
  if (indicator.interval === 'none') {
    notes.push({
      zh: '这是公布的全数，不是抽样，没有抽样区间。',
      en: 'These are published figures, counted in full: there is no sampling interval.',
    })
  }
  return notes
}
