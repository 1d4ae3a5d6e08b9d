import type { Label } from '../warehouse/catalog/types.ts'

/** What an ingest is busy with, in order. */
export const STEPS = {
  wait: { zh: '等待该城市的另一次导入结束', en: 'Waiting for another ingest of this city to end' },
  receive: { zh: '接收文件', en: 'Receiving' },
  read: { zh: '读取区域', en: 'Reading areas' },
  load: { zh: '读取', en: 'Reading' },
  cast: { zh: '转换并定位', en: 'Typing and placing' },
  settle: { zh: '核对重复', en: 'Settling duplicates' },
  build: { zh: '写入各表', en: 'Filling the tables' },
  sort: { zh: '案件排序', en: 'Sorting the cases' },
  check: { zh: '发布前检查', en: 'Checking' },
  derive: { zh: '计算派生表', en: 'Deriving' },
  hot_spots: { zh: '寻找热点', en: 'Finding hot spots' },
  alerts: { zh: '逐周查找异常增多', en: 'Looking for rises week by week' },
  published: { zh: '求解发布表集', en: 'Solving what may be published' },
  publish: { zh: '校验并发布', en: 'Verifying and publishing' },
} as const satisfies Record<string, Label>

export type StepId = keyof typeof STEPS
