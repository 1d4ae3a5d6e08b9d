import { z } from 'zod'
import { isZone } from './cast/zones.ts'
import { AlertLevels } from '../warehouse/catalog/alert-schema.ts'
import { OfficeEvaluation } from '../warehouse/catalog/evaluation-schema.ts'
import { RiskIndex } from '../warehouse/catalog/risk-schema.ts'
import { PackCheck, RecipeCheck } from './checks/declared.ts'

const id = z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/, 'lower-case letters, digits, - and _, starting with a letter')
const levelId = z.string().regex(/^[a-z][a-z0-9_]{0,29}$/, 'lower-case letters, digits and _, starting with a letter')
const label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
const names = z.union([z.string(), z.array(z.string()).min(1)]).transform((v) => (Array.isArray(v) ? v : [v]))
const pattern = z.string().max(200)
const zone = z
  .string()
  .refine(isZone, 'is no time zone of the tz database. Write its name there, such as Asia/Shanghai.')

/** How one column of a file becomes one field of a table. */
export const Field = z.strictObject({
  /** Column names that may carry this field; the first one present is taken. */
  from: names.optional(),
  /** Instead of a column: the same value for every row. */
  constant: z.union([z.string(), z.number()]).optional(),
  type: z.enum(['text', 'integer', 'number', 'boolean', 'time', 'date', 'year', 'month', 'code']).default('text'),
  /**
   * Time formats, tried in order; `iso` when unset. strptime patterns such as %m/%d/%Y %I:%M:%S %p (of %y, 00–68 are
   * 2000–2068 and 69–99 are 1969–1999; %z reads an offset), or names:
   * - `iso`: 2026-03-01, 2026/3/1 8:05, 2026-03-01T08:00:00.5, with Z, UTC or +08:00
   * - `chinese`: 2022年3月6日, also with 星期日, 上午 or 下午, 8时5分6秒 or 8:05; 2022年3月 is a month
   * - `month`: 2022-03, 2022/3, 202203, 2022年3月
   * - `roc`: 民國104年5月6日, 104/05/06, 104-5-6, 1040506, each with a time of day or none; 104年5月 and 104/05 are months
   * - `roc-month`: 10405; `roc-month-text`: 106Y06M
   * - `excel`: serial days, counted as Excel does, with a 29 February 1900 that never was
   *
   * A month stays a month: it is allowed for opened_at of cases, date of measures, and types year and month.
   */
  format: names.optional(),
  /** Values to replace: published word → stored value. A value not listed is kept unless `strict`. */
  map: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** With `map`: a word outside it is a bad row. */
  strict: z.boolean().default(false),
  /** Text around the value to take off before the cast, as a regular expression with one group. */
  extract: pattern.optional(),
  /** Characters to delete before the cast, such as "-" in codes or "," in numbers. */
  remove: z.string().max(10).optional(),
  /** Multiplies a number into the unit of the table: 10000 for 万. */
  scale: z.number().optional(),
  /** Decimal mark of the numbers. With a comma, points may group thousands. */
  decimal: z.enum(['.', ',']).default('.'),
  /** Thousands may be grouped: 1,234,567, 1 234 567, 1'234'567, 12,34,567; of full width too. A stray mark is a bad number. */
  thousands: z.boolean().default(false),
  /** (1,234) means −1234. */
  accounting: z.boolean().default(false),
  /** Marks after a number are taken off and counted: 1,234*, 308745538(r38234), 12①, 12[a], 12（注1）. */
  footnotes: z.boolean().default(false),
  /**
   * Words that may stand beside a number, row by row; others make it a bad number. true: 千, 万, 亿, what is built of them
   * (百万), thousand, million, billion. A list adds units: [元/平米, ㎡, 万元] reads 800㎡ and 3.2万元 (32000); % and ‰ divide.
   * A map says what each is worth: {公顷: 10000, 千克: 1}.
   */
  units: z.union([z.literal(true), z.array(z.string().min(1)), z.record(z.string().min(1), z.number())]).optional(),
  /** Left-pads a code with zeros to this length. */
  pad: z.int().min(1).max(20).optional(),
  required: z.boolean().default(false),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Not earlier than the named field of the row: violation is reported as a flag, not a bad row. */
  not_before: z.string().optional(),
})
export type Field = z.infer<typeof Field>

/** How a row finds its area. Each entry fills one level; levels above follow by parent. The first that succeeds per level wins. */
export const Locate = z.strictObject({
  level: levelId,
  by: z.enum(['code', 'name', 'point']),
  from: names.optional(),
  remove: z.string().max(10).optional(),
  pad: z.int().min(1).max(20).optional(),
  extract: pattern.optional(),
  /** Published name → area code or area name; many may name one. */
  aliases: z.record(z.string(), z.string()).optional(),
  /** Name only: a second column (the parent's name) that tells namesakes apart. */
  within: z
    .strictObject({
      level: levelId,
      from: names,
      extract: pattern.optional(),
      aliases: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** A CSV beside the recipe's data that bridges code systems: column `from` in it → column `to`. */
  bridge: z.strictObject({ file: z.string(), from: z.string(), to: z.string() }).optional(),
  /** A row without this area goes to quarantine (true), or loads without it (false). */
  required: z.boolean().default(false),
})
export type Locate = z.infer<typeof Locate>

/**
 * What becomes of points that cannot be right. fix: the point as it must have been meant; drop: the row loads without
 * a point; keep: as published; quarantine: the row is set aside. Every one of them is counted in the report.
 */
export const Points = z.strictObject({
  /** Outside the city, and inside it when longitude and latitude change places. */
  swapped: z.enum(['fix', 'drop', 'quarantine']).default('fix'),
  /** 0,0, what many programs write for an address they did not find. */
  zero: z.enum(['drop', 'quarantine']).default('drop'),
  /** Beyond the box around the city's areas, a tenth wider on each side. keep: with a cell, and no area. */
  outside: z.enum(['drop', 'keep', 'quarantine']).default('drop'),
  /** One point shared by more than `over` rows of a file: often where a geocoder puts what it did not find. */
  repeated: z
    .strictObject({
      over: z.int().min(2).default(200),
      treat: z.enum(['keep', 'drop', 'quarantine']).default('keep'),
    })
    .prefault({}),
})

/** One source: how files of one kind are read. One recipe is one YAML file in ingest/sources. */
export const Recipe = z.strictObject({
  id,
  label,
  publisher: z.string(),
  licence: z.string(),
  target: z.enum(['area', 'population', 'housing', 'cases', 'measure', 'basemap']),
  /** csv: delimited text. xlsx: a sheet of a workbook. json: an array of records, found at `rows`. geojson, topojson: features. Any of them may be packed as .gz or .zip. */
  format: z.enum(['csv', 'xlsx', 'json', 'geojson', 'topojson']).default('csv'),
  /** zip: the file in it that is read, where there are several; `*` stands for any characters. */
  member: z.string().min(1).max(200).optional(),
  /** xlsx: name or number (from 1) of the sheet; needed where several have rows. */
  sheet: z.union([z.string().min(1), z.int().min(1)]).optional(),
  /** Encoding, when it is known better than detection can. Found without being stated: UTF-8, UTF-16 with a byte order mark, GB18030. */
  encoding: z.enum(['auto', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'big5', 'windows-1252']).default('auto'),
  delimiter: z.enum(['auto', ',', ';', '\t', '|']).default('auto'),
  /** Lines before the header; rows in a workbook. */
  skip: z.int().min(0).max(100).default(0),
  /** Rows that make the header, their cells joined by a space. A cell of an upper row also stands for the blank ones to its right. */
  header_rows: z.int().min(1).max(5).default(1),
  /** Notes after the table, counted as not ours: how many records, or a pattern for the first value of the first of them. */
  footer: z.union([z.int().min(1).max(100), pattern]).optional(),
  /** number: columns of one name become `name`, `name_2`, … Else they are refused. */
  duplicate_headers: z.literal('number').optional(),
  /** pad: rows with fewer values than the header are filled up with empty ones. Else they are bad rows. */
  short_rows: z.literal('pad').optional(),
  /** json: path to the array of records, such as "RowDataList". topojson: name of the object (first one when unset). */
  rows: z.string().optional(),
  nulls: z.array(z.string()).default(['', '-', 'NULL', 'null', 'N/A', 'NA', '无', '—']),
  /** Zone in which times without an offset are told, when it is not that of the city. Dates are never moved. */
  time_zone: zone.optional(),
  /** Which of the two readings a time has that clocks showed twice: the first (daylight) or the later one. */
  fold: z.enum(['first', 'later']).default('first'),
  /** Coordinate system: wgs84, gcj02, bd09 or a proj4 definition. Unset: that of the pack. */
  crs: z.string().optional(),
  points: Points.prefault({}),
  key: z.array(z.string()).default([]),
  /** Of rows with one key, the one with the largest value of this field is kept; else the last by file hash and line. */
  as_of: z.string().optional(),
  /**
   * Each file tells whole periods anew: of files with rows of one day, month or year (of field `by`) only the newest
   * counts, and rows of older ones are duplicates. Newest by the date in the file's name, year first, which the first
   * group of the pattern `file_date` finds; without it by the largest `as_of` in the file. Files of one date are parts
   * of one edition and all count.
   */
  replace: z
    .strictObject({ by: z.string(), period: z.enum(['day', 'month', 'year']), file_date: pattern.optional() })
    .optional(),
  fields: z.record(z.string(), Field),
  /** Wide tables: columns whose names match become rows. Named groups of the pattern become columns of those names. */
  unpivot: z.strictObject({ columns: z.string().max(4000), value: z.string() }).optional(),
  locate: z.array(Locate).default([]),
  /** Columns with personal data. drop: never stored. key: stored as a keyed hash in reporter_key. Both masked in quarantine. */
  personal: z.record(z.string(), z.enum(['drop', 'key'])).default({}),
  /** Only rows where every named column has one of these values. The others are counted as filtered out, not as bad. */
  only: z.record(z.string(), z.array(z.string())).default({}),
  /**
   * Rows that are totals of others: column → words, such as {性别: [合计]} or {district: [Total, 合计]}; a named group of
   * `unpivot` is a column too. They are set beside the sum of their parts as a check and never loaded beside them.
   */
  totals: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  /**
   * Running totals made increments, for measures: each value of `of` less that before it in the order of `order`, within
   * rows that agree in `by` (fields, levels, area). `first`: the first of a series is dropped, or kept as it is.
   * `decreases`: a total below an earlier one goes to quarantine, or counts 0, or gives a negative figure (`keep`).
   */
  difference: z
    .strictObject({
      of: z.string().default('value'),
      by: z.array(z.string()).min(1),
      order: z.string(),
      first: z.enum(['drop', 'keep']).default('drop'),
      decreases: z.enum(['quarantine', 'zero', 'keep']).default('quarantine'),
    })
    .optional(),
  /** More bad rows than this share of a file's own records stop publishing: 0.02 for 2 %. Half a file when unset. */
  bad: z.strictObject({ most: z.number().min(0).max(1) }).default({ most: 0.5 }),
  /** More duplicates than this share of a file's own records stop publishing. Any number when unset. */
  most_duplicates: z.number().min(0).max(1).optional(),
  /** What the rows of this source promise; looked at before publishing. */
  checks: z.array(RecipeCheck).max(50).default([]),
  /** For target area: the level the features belong to; `dissolve`: merge features that share the code. */
  level: levelId.optional(),
  dissolve: z.boolean().default(false),
  /**
   * For target area: the year whose boundaries the files draw. What holds where files of several stated vintages fill
   * one level, `boundaries` of the pack says.
   */
  vintage: z.int().min(1800).max(2199).optional(),
  /** For target area: the day from which the boundaries hold, where it is not 1 January of the vintage. */
  valid_from: z.iso.date().optional(),
})
export type Recipe = z.infer<typeof Recipe>

/** A city pack: ingest/cities/<id>/city.yaml. */
export const Pack = z.strictObject({
  id,
  name: label,
  time_zone: zone,
  /** Coordinate system of the sources whose recipes name none. */
  crs: z.string().default('wgs84'),
  currency: label,
  profile: z.enum(['open', 'internal', 'standard']).default('open'),
  levels: z
    .array(z.strictObject({ id: levelId, label, parent: levelId.optional() }))
    .min(1)
    .max(8),
  default_level: levelId,
  default_indicator: id,
  cells: z.strictObject({ finest: z.int().min(5).max(11), map: z.int().min(4).max(11) }),
  /** Days off and working weekends (调休), ISO dates. */
  calendar: z.strictObject({ holidays: z.array(z.iso.date()), workdays: z.array(z.iso.date()) }),
  /** Field labels: a CSV in the pack's folder with field,value,label_zh,label_en,parent. */
  labels: z.string().optional(),
  /** Dated notes drawn on every series. */
  notes: z.array(z.strictObject({ date: z.iso.date(), label })).default([]),
  /** Rises that were confirmed, to try alerts on: the area of the default level (unset: the whole city), the category and the days. */
  known_events: z
    .array(
      z.strictObject({
        label,
        area: z.string().min(1).optional(),
        category: z.string().min(1),
        from: z.iso.date(),
        to: z.iso.date(),
      }),
    )
    .max(500)
    .default([]),
  /** The composite risk index: pillars of indicators with their goalposts, in place of those of the program. */
  risk: RiskIndex.optional(),
  /** Weights of the three rates in the score of an office; equal when unset. */
  evaluation: OfficeEvaluation.optional(),
  /** What a rise must show for each level of alert, in place of the rules of the program. */
  alerts: AlertLevels.optional(),
  /** Default folder of the files when --from is not given, relative to the project. */
  from: z.string().optional(),
  /**
   * Of several stated vintages of a level. newest: the newest holds for rows of all times, and records of older ones
   * count as duplicates. of_the_day: each holds from its `valid_from` until that of the next, and a row lies in the
   * areas of its day: that on which a case was opened, the end of the year or month of a figure.
   */
  boundaries: z.enum(['newest', 'of_the_day']).default('newest'),
  /** What the tables of the city promise together; looked at before publishing. */
  checks: z.array(PackCheck).max(20).default([]),
  /** Files each source takes: names or globs with * inside the folder. Areas load first, then the rest in this order. */
  sources: z.array(z.strictObject({ recipe: id, files: z.array(z.string()).min(1) })).min(1),
})
export type Pack = z.infer<typeof Pack>
