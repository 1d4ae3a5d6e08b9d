import type { Label } from '../warehouse/catalog/types.ts'

/** Why a record is set aside, and how to mend it. */
export const REASONS = {
  column_count: {
    label: { zh: '列数与表头不符', en: 'The number of columns differs from the header' },
    suggestion: {
      zh: '含分隔符的值请加引号，缺少的列请补齐。',
      en: 'Quote values that hold the delimiter; add the missing ones.',
    },
  },
  nul_byte: {
    label: { zh: '含有空字节（NUL）', en: 'The record holds a NUL byte' },
    suggestion: { zh: '该行已损坏，请重新导出。', en: 'Export the file again; the record is damaged.' },
  },
  bad_encoding: {
    label: { zh: '含有无法解码的字节', en: 'The record holds bytes that are not text in the stated encoding' },
    suggestion: {
      zh: '请用同一种编码重新导出，最好是 UTF-8。',
      en: 'Export the file again in one encoding, best UTF-8.',
    },
  },
  stray_mark: {
    label: { zh: '文件中间有字节顺序标记（BOM）', en: 'A byte order mark stands in the middle of the file' },
    suggestion: {
      zh: '文件由多个拼接而成，拼接时请去掉 BOM。',
      en: 'Files were joined; join them without their marks.',
    },
  },
  unclosed_quote: {
    label: { zh: '引号不成对', en: 'A quotation mark is not closed' },
    suggestion: { zh: '补上引号；值内的引号请写成两个。', en: 'Close the quote, and double quotes inside a value.' },
  },
  too_long: {
    label: { zh: '记录过长', en: 'The record is longer than 1 MiB' },
    suggestion: { zh: '请缩短内容，或检查是否缺少换行。', en: 'Shorten the value, or look for a missing line end.' },
  },
  bad_time: {
    label: { zh: '时间无法识别', en: 'The value is not a time in a stated format' },
    suggestion: {
      zh: '请写成 2026-08-03 10:00:00，或在配方中写明格式。',
      en: 'Write it as 2026-08-03 10:00:00, or state its format in the recipe.',
    },
  },
  bad_number: {
    label: { zh: '数字无法识别', en: 'The value is not a number' },
    suggestion: { zh: '请只写数字和小数点，不带单位。', en: 'Write digits with a point, without units.' },
  },
  bad_boolean: {
    label: { zh: '不是“是”或“否”', en: 'The value is neither yes nor no' },
    suggestion: { zh: '请写“是”或“否”，或在配方中映射该词。', en: 'Write yes or no, or map the word in the recipe.' },
  },
  required_missing: {
    label: { zh: '必填项为空', en: 'A required value is missing' },
    suggestion: { zh: '请补填。', en: 'Fill in the value.' },
  },
  out_of_range: {
    label: { zh: '数值超出合理范围', en: 'The value lies outside the range the recipe allows' },
    suggestion: { zh: '请核对数值和单位。', en: 'Check the value and its unit.' },
  },
  unknown_word: {
    label: { zh: '词不在词表中', en: 'The word is not in the list of the recipe' },
    suggestion: { zh: '请改正该词，或加入配方的词表。', en: 'Correct the word, or add it to the map of the recipe.' },
  },
  decrease: {
    label: { zh: '累计值低于此前的数值', en: 'A running total stands below an earlier one' },
    suggestion: {
      zh: '请改正数值，或在配方的 difference 中写明 decreases: zero 或 keep。',
      en: 'Correct the figure, or say `decreases: zero` or `keep` under `difference` in the recipe.',
    },
  },
  unknown_area: {
    label: { zh: '区域代码或名称不存在', en: 'No area has this code or name' },
    suggestion: { zh: '请改正区域，或在配方中加别名。', en: 'Correct the area, or add an alias to the recipe.' },
  },
  point_outside: {
    label: { zh: '坐标不在本市范围内', en: 'The point lies outside the city' },
    suggestion: {
      zh: '请核对经纬度顺序和坐标系。',
      en: 'Check the order of longitude and latitude and the coordinate system.',
    },
  },
  point_swapped: {
    label: { zh: '经纬度互换', en: 'Longitude and latitude are exchanged' },
    suggestion: { zh: '请将两列对调。', en: 'Exchange the two columns.' },
  },
  point_zero: {
    label: { zh: '坐标为 0,0', en: 'The point is 0,0' },
    suggestion: {
      zh: '地址未定位，请留空或补填坐标。',
      en: 'The address was not found; leave it empty or fill it in.',
    },
  },
  point_repeated: {
    label: { zh: '同一坐标大量重复', en: 'The file repeats this point many times' },
    suggestion: {
      zh: '可能是地址解析的默认点，请核对；属实则在配方中提高 points.repeated.over。',
      en: 'It may be what a geocoder gives for unknown addresses; if it is right, raise points.repeated.over.',
    },
  },
} as const satisfies Record<string, { label: Label; suggestion: Label }>

export type ReasonId = keyof typeof REASONS
