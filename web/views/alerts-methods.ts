const SCAN = {
  zh: 'Kulldorff（1997），时间扫描；Fawcett 与 Provost（1999），及早发现的度量',
  en: 'Kulldorff (1997), scan over time; Fawcett and Provost (1999), on measuring early notice',
}

/** How the panels on the past make their numbers. */
export const ALERT_METHODS = {
  past: {
    label: { zh: '回测', en: 'Back-test' },
    note: {
      zh: '对过去 104 周逐周重做检验，每周只用当时已有的数据，再按各阈值报警；连续数周算一次。准确率：落在异常期内（或之后一周内）的预警占全部预警；查全率：有过预警的异常占全部异常。发现用时：开始到首次预警；提前量：首次预警到结束；均为中位数。预期误报：若全市没有任何异常，这 104 周逐周相加会有的预警数（不合并连续的周，故偏高）。一次预警未落在任何异常内，不等于误报：事后扫描只认较大的异常。',
      en: 'The tests are done anew for each of the past 104 weeks with the data known by then, and alerts called at each threshold; weeks in a row are one alert. Precision: alerts within a rise, or a week after it, out of all alerts. Recall: rises that had an alert. Days to notice: from the beginning to the first alert; days in hand: from there to the end; medians. False alarms: alerts that the 104 weeks would bring were there no rise anywhere, week by week (weeks in a row not joined, so rather too many). An alert outside every rise need not be false: the scan confirms large rises only.',
    },
    source: SCAN,
    version: 2,
  },
  episodes: {
    label: { zh: '确有其事的异常', en: 'Rises that did come' },
    note: {
      zh: '事后认定：对每个序列做时间扫描，逐段最长 26 周，已扣除全市该类的季节起伏，对数似然比不低于 14 且多出至少 5 件；相隔不到五周的并为一次。城市确认：城市包 known_events 所列；未写区域的为全市。预计件数按该时段之外各周推算。',
      en: 'Hindsight: a scan over time of each series, runs of at most 26 weeks, the season of the kind in the whole city taken out; log likelihood ratio of at least 14 and 5 cases in excess; runs less than five weeks apart are one. Confirmed: events that the pack lists under known_events, of the whole city where they name no area. What was expected is told by the weeks outside the rise.',
    },
    source: SCAN,
    version: 2,
  },
}
