import type { Explained } from '../ui/method.tsx'

const KAPLAN_MEIER = {
  zh: 'Kaplan 与 Meier（1958）；Greenwood（1926）',
  en: 'Kaplan and Meier (1958); Greenwood (1926)',
}
const WILSON = { zh: 'Wilson（1927）', en: 'Wilson (1927)' }
const COUNTED = { zh: '按案件记录计数', en: 'Counted from the records of cases' }

/** How each panel of the page makes its numbers. */
export const LOOP_METHODS = {
  steps: {
    label: { zh: '闭环五步', en: 'Steps of the loop' },
    note: {
      zh: '一步是否走到，看该步的时间或结果是否有记录：分派、首次联系、办结、核实、评价。重新打开过的案件算办结过。只看收到满 60 天的案件，新案件后几步还没到时候；没有这样的案件时看全部，并注明。',
      en: 'A case reached a step if the time or the result of that step is recorded: dispatched, contacted, closed, verified, rated. A case that was opened again counts as closed once. Cases received at least 60 days ago are counted, for younger ones the last steps are yet to come; where there is none, all are, and it says so.',
    },
    source: COUNTED,
    version: 1,
  },
  waits: {
    label: { zh: '等了多久', en: 'How long people wait' },
    note: {
      zh: '以收到为起点的生存曲线，尚未联系或尚未办结的案件计入，到数据末刻为止；先后颠倒的时间不算。中位数是曲线降到一半的时刻，降不到就没有。只平均已办结的案件会偏短。',
      en: 'Survival curves from the moment a case is received; cases not yet contacted or closed are counted up to the last instant of the data, and times out of order are left out. The median is where the curve falls to one half; where it never does there is none. An average of closed cases alone would be too short.',
    },
    source: KAPLAN_MEIER,
    version: 1,
  },
  open: {
    label: { zh: '在办案件', en: 'Open cases' },
    note: {
      zh: '数据末刻仍未办结的案件，不论何时收到，按已开时间和时限分开：时限已过为逾期，未来 24 小时内到期的单列，没有时限的另计。',
      en: 'Cases not closed at the last instant of the data, whenever received, by how long they have been open and by their limit: past it is overdue, what falls due within 24 hours stands apart, and so does what has no limit.',
    },
    source: COUNTED,
    version: 1,
  },
  workingDays: {
    label: { zh: '几个工作日内办结', en: 'Closed within working days' },
    note: {
      zh: '工作日按城市包的节假日与调休日历数，没有日历的年份只除去周六、周日，并注明。只有收到已超过该天数的案件才进分母，未到期的不算按时。',
      en: 'Working days follow the holidays and make-up days of the city pack; a year without a calendar leaves out Saturdays and Sundays only, and it says so. Only cases received longer ago than that many days count below the line: what is not yet due is not on time.',
    },
    source: WILSON,
    version: 1,
  },
  rates: {
    label: { zh: '三率与复开', en: 'The three rates, and cases opened again' },
    note: {
      zh: '响应、解决、满意按有效回访计算，没有回访到的不进分母，旁边给出回访覆盖率，以及未回访者全不满意与全满意时的上下界。复开率只看办结后满 30 天可追踪的案件。区间为 95% Wilson 区间。',
      en: 'Contacted, solved and satisfied are shares of valid call-backs; who was not reached is not below the line. Beside them stand the share that was called back, and what the rate would be if all others were dissatisfied or satisfied. Cases opened again are taken of those followed for 30 days after closing. Intervals are Wilson’s, 95 %.',
    },
    source: WILSON,
    version: 1,
  },
  handOffs: {
    label: { zh: '转办与协办', en: 'Hand-offs and several offices' },
    note: {
      zh: '转办次数取自记录；办结过且没有转办的算首办单位办结，转办过的算转出。数据只有次数，没有转给上级还是平级的方向。协办指有其他单位共同承办。',
      en: 'The number of hand-offs is as recorded: closed without any counts as closed by the first office, with any as passed on. The data tell how often, not whether a case went up or across. Several offices means that others work on it too.',
    },
    source: COUNTED,
    version: 1,
  },
  rhythm: {
    label: { zh: '何时来电', en: 'When people call' },
    note: {
      zh: '按收到时刻的本地小时与星期计数；只记到月份的案件不计。',
      en: 'Cases by local hour and weekday of when they were received; those known by month only are left out.',
    },
    source: COUNTED,
    version: 1,
  },
  places: {
    label: { zh: '同一地点反复反映', en: 'The same place again and again' },
    note: {
      zh: '同一小格里同一类别的案件；份额为 30 天内同格同类已有前案的案件占能定位者的比例。来电人以脱敏后的标识计数，不是姓名或电话。',
      en: 'Cases of one kind in one cell; the share is of cases with another of the kind in the cell within the 30 days before, among those that can be placed. Callers are counted by keyed marks, never by name or number.',
    },
    source: COUNTED,
    version: 1,
  },
  haste: {
    label: { zh: '仓促办结的迹象', en: 'Signs of haste' },
    note: {
      zh: '收到 15 分钟内办结的份额，放在以全部单位为准的漏斗图上，超出 99.8% 界限才标出，且至少 30 件；时限前最后一小时办结的件数，与之前五小时的平均相比。标出是请人去看，不是定论。',
      en: 'The share closed within 15 minutes of being received, on a funnel about all offices: flagged beyond its 99.8 % limit, from 30 closed cases on; and what was closed in the last hour before the limit, beside the mean of the five hours before. A flag is a reason to look, no verdict.',
    },
    source: { zh: 'Spiegelhalter（2005）', en: 'Spiegelhalter (2005)' },
    version: 1,
  },
} as const satisfies Record<string, Explained>
