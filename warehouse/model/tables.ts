/** The core tables of a snapshot: one grain each, declared once. DDL, checks and documentation read this. */
export interface ColumnSpec {
  name: string
  type: string
  note: string
  notNull?: boolean
}
export interface TableSpec {
  name: string
  grain: string
  /** Columns that tell a row from the others of any one snapshot; unset where only the whole row does. */
  key?: string[]
  columns: ColumnSpec[]
}

const column = (name: string, type: string, note: string, notNull = false): ColumnSpec => ({
  name,
  type,
  note,
  notNull,
})

export const TABLES: TableSpec[] = [
  {
    name: 'area',
    grain: 'one row an area and the days on which it holds',
    key: ['level', 'code', 'valid_from'],
    columns: [
      column('area_id', 'INTEGER', 'number of the area in this snapshot, from 1', true),
      column('code', 'VARCHAR', 'official code, always text', true),
      column('level', 'VARCHAR', 'level id of city.yaml', true),
      column('parent_id', 'INTEGER', 'area one level up; null at the top'),
      column('name_zh', 'VARCHAR', 'name in Chinese', true),
      column('name_en', 'VARCHAR', 'name in English', true),
      column('urban_class', 'VARCHAR', 'urban, fringe or rural; null where nothing says'),
      column('urban_code', 'VARCHAR', '城乡分类代码, three digits'),
      column('vintage', 'VARCHAR', 'year of the boundary and of urban_code'),
      column('valid_from', 'DATE', 'first day on which the area holds; null: it always did'),
      column('valid_to', 'DATE', 'day from which it holds no more; null: it still does'),
      column('land_km2', 'DOUBLE', 'land area in km²'),
      column('responsible', 'VARCHAR', 'responsible body: an office, never a person'),
      column('lon', 'DOUBLE', 'label point, WGS-84'),
      column('lat', 'DOUBLE', 'label point, WGS-84'),
      column('geometry', 'VARCHAR', 'GeoJSON geometry, WGS-84; null for areas known by table only'),
    ],
  },
  {
    name: 'area_up',
    grain: 'one row an area and each of its ancestors, itself included',
    key: ['area_id', 'level'],
    columns: [
      column('area_id', 'INTEGER', 'the area', true),
      column('level', 'VARCHAR', 'level of the ancestor', true),
      column('up_id', 'INTEGER', 'the ancestor', true),
    ],
  },
  {
    name: 'population',
    grain: 'one row an area, year, sex, age band and basis',
    key: ['area_id', 'year', 'basis', 'sex', 'age_min', 'age_max'],
    columns: [
      column('area_id', 'INTEGER', 'the area counted', true),
      column('year', 'INTEGER', 'reference year', true),
      column('sex', 'VARCHAR', 'female, male or all', true),
      column('age_min', 'INTEGER', 'first age of the band; null: all ages'),
      column('age_max', 'INTEGER', 'last age of the band; null: open or all ages'),
      column('basis', 'VARCHAR', 'resident (常住) or registered (户籍)', true),
      column('n', 'DOUBLE', 'people', true),
      column(
        'repeats',
        'INTEGER',
        'bits: its people stand in another row too, 1: of both sexes; 2: of all ages and the same sex; 4: of all ages and both sexes. Sums leave such rows out',
      ),
      column('load_id', 'INTEGER', 'the load it came with', true),
    ],
  },
  {
    name: 'housing',
    grain: 'one row an area and year',
    key: ['area_id', 'year'],
    columns: [
      column('area_id', 'INTEGER', 'the area counted', true),
      column('year', 'INTEGER', 'reference year', true),
      column('dwellings', 'DOUBLE', 'dwellings'),
      column('vacant', 'DOUBLE', 'vacant dwellings'),
      column('households', 'DOUBLE', 'households'),
      column('floor_area_m2', 'DOUBLE', 'floor area, m²'),
      column('price', 'DOUBLE', 'mean price in local currency per m² (or per dwelling, as the recipe says)'),
      column('rent', 'DOUBLE', 'mean rent'),
      column('load_id', 'INTEGER', 'the load it came with', true),
    ],
  },
  {
    name: 'cases',
    grain: 'one row a case; further columns area_<level> hold the area at each level',
    key: ['case_id'],
    columns: [
      column('case_id', 'VARCHAR', 'the source’s own number', true),
      column('opened_at', 'TIMESTAMP', 'local civil time of 收集', true),
      column('dispatched_at', 'TIMESTAMP', '分派'),
      column('first_response_at', 'TIMESTAMP', 'first contact with the caller'),
      column('closed_at', 'TIMESTAMP', '处理反馈 ended; null while open'),
      column('verified_at', 'TIMESTAMP', '督查核实'),
      column('rated_at', 'TIMESTAMP', '评价, the call-back'),
      column('due_at', 'TIMESTAMP', 'limit'),
      column('category', 'SMALLINT', 'code of field category in dict'),
      column('category_group', 'SMALLINT', 'code of field category_group in dict'),
      column('channel', 'SMALLINT', 'code of field channel in dict'),
      column('department', 'SMALLINT', 'code of field department in dict'),
      column('co_departments', 'VARCHAR', 'further departments, separated by ;'),
      column('hand_offs', 'INTEGER', 'how often it was passed on'),
      column('responded', 'BOOLEAN', 'contacted within the limit, as recorded'),
      column('resolved', 'BOOLEAN', 'call-back: solved; null without a valid call-back'),
      column('satisfied', 'BOOLEAN', 'call-back: satisfied; null without a valid call-back'),
      column('reopened_at', 'TIMESTAMP', 'opened again'),
      column('repeat_of', 'VARCHAR', 'earlier case of the same matter'),
      column('reporter_key', 'UUID', 'keyed hash of the caller, its first 128 bits'),
      column(
        'duration_h',
        'DOUBLE',
        'hours from opened_at to closed_at; null while open or where the order is impossible',
      ),
      column('lon', 'DOUBLE', 'WGS-84'),
      column('lat', 'DOUBLE', 'WGS-84'),
      column('cell', 'UBIGINT', 'H3 index at the city’s finest resolution'),
      column('area_id', 'INTEGER', 'finest area known'),
      column('urban_class', 'VARCHAR', 'class of the finest classified area'),
      column(
        'flags',
        'INTEGER',
        'bit 1: closed before opened, kept out of durations; bit 2: another step out of order; bit 4: opened_at names a month only, its first instant stands for it and it counts by month and longer alone',
      ),
      column('load_id', 'INTEGER', 'the load it came with', true),
    ],
  },
  {
    name: 'measure',
    grain: 'one row an area, period (a year, a month or a day) and published figure',
    key: ['area_id', 'year', 'month', 'day', 'measure'],
    columns: [
      column('area_id', 'INTEGER', 'the area', true),
      column('year', 'INTEGER', 'reference year', true),
      column('month', 'INTEGER', 'month of the year, 1–12; null: the figure is of the whole year'),
      column('day', 'INTEGER', 'day of the month; null: the figure is of the whole month or year'),
      column('measure', 'VARCHAR', 'id of the published figure', true),
      column('value', 'DOUBLE', 'the figure', true),
      column('unit', 'VARCHAR', 'as published'),
      column('load_id', 'INTEGER', 'the load it came with', true),
    ],
  },
  {
    name: 'cell_area',
    grain: 'one row a finest cell and the area whose people are spread evenly over it and the other cells of the area',
    key: ['cell', 'area_id'],
    columns: [
      column('cell', 'UBIGINT', 'H3 index at the city’s finest resolution', true),
      column('area_id', 'INTEGER', 'the area', true),
      column('part', 'DOUBLE', 'share of the area’s people that the cell gets: one over the number of its cells', true),
    ],
  },
  {
    name: 'basemap',
    grain: 'one row a water or road feature',
    columns: [
      column('kind', 'VARCHAR', 'water, road or land', true),
      column('name_zh', 'VARCHAR', 'name in Chinese'),
      column('name_en', 'VARCHAR', 'name in English'),
      column('geometry', 'VARCHAR', 'GeoJSON geometry, WGS-84', true),
    ],
  },
  {
    name: 'dict',
    grain: 'one row a member of a coded field',
    key: ['field', 'value'],
    columns: [
      column('field', 'VARCHAR', 'category, category_group, channel or department', true),
      column('code', 'SMALLINT', 'code used in cases', true),
      column('value', 'VARCHAR', 'stable id used in queries and exports', true),
      column('label_zh', 'VARCHAR', 'name in Chinese', true),
      column('label_en', 'VARCHAR', 'name in English', true),
      column('parent', 'SMALLINT', 'for category: code of its category_group'),
    ],
  },
  {
    name: 'breaks',
    grain: 'one row an indicator and dimension: the six fixed class breaks of its maps',
    key: ['indicator', 'dimension'],
    columns: [
      column('indicator', 'VARCHAR', 'indicator id', true),
      column('dimension', 'VARCHAR', 'cell:<resolution> or area:<level>', true),
      column('per_day', 'BOOLEAN', 'true: multiply by the days of the period shown', true),
      column('breaks', 'VARCHAR', 'JSON array of six ascending numbers', true),
    ],
  },
  {
    name: 'load',
    grain: 'one row a file of a source',
    key: ['source', 'file'],
    columns: [
      column('load_id', 'INTEGER', 'number of the load in this snapshot', true),
      column('source', 'VARCHAR', 'recipe id', true),
      column('recipe_sha256', 'VARCHAR', 'hash of the recipe', true),
      column('target', 'VARCHAR', 'table filled', true),
      column('file', 'VARCHAR', 'file name', true),
      column('sha256', 'VARCHAR', 'hash of the bytes', true),
      column('bytes', 'BIGINT', 'size', true),
      column('encoding', 'VARCHAR', 'encoding found', true),
      column('records', 'BIGINT', 'records counted by the scanner'),
      column('filtered', 'BIGINT', 'records the recipe leaves to other cities'),
      column('rows_in', 'BIGINT', 'records of this city: loaded, duplicate or set aside', true),
      column('loaded', 'BIGINT', 'rows loaded', true),
      column('duplicate', 'BIGINT', 'rows with a key already loaded', true),
      column('quarantined', 'BIGINT', 'rows set aside', true),
      column('reasons', 'VARCHAR', 'JSON object: why rows were set aside and how many'),
      column('decided', 'VARCHAR', 'JSON object: what was decided by rule (DST, footnotes, totals, …) and how often'),
      column(
        'data_from',
        'VARCHAR',
        'first day (YYYY-MM-DD) or year (YYYY) of the rows loaded; null where they have none',
      ),
      column('data_to', 'VARCHAR', 'last day or year of the rows loaded'),
      column('label_zh', 'VARCHAR', 'name of the source in Chinese'),
      column('label_en', 'VARCHAR', 'name of the source in English'),
      column('licence', 'VARCHAR', 'licence of the source'),
      column('publisher', 'VARCHAR', 'who publishes it'),
    ],
  },
  {
    name: 'quarantine',
    grain: 'one row a record set aside and its first reason',
    key: ['load_id', 'line', 'field', 'reason'],
    columns: [
      column('load_id', 'INTEGER', 'the load', true),
      column('line', 'BIGINT', 'physical line where the record starts', true),
      column('field', 'VARCHAR', 'column at fault, as the file calls it'),
      column('reason', 'VARCHAR', 'reason id', true),
      column('raw', 'VARCHAR', 'the record, personal columns masked', true),
      column('suggestion_zh', 'VARCHAR', 'how to mend it, in Chinese'),
      column('suggestion_en', 'VARCHAR', 'how to mend it, in English'),
    ],
  },
  {
    name: 'check_result',
    grain: 'one row a check',
    key: ['check_id'],
    columns: [
      column('check_id', 'VARCHAR', 'check', true),
      column('severity', 'VARCHAR', 'error, warning or note', true),
      column('passed', 'BOOLEAN', 'did it hold', true),
      column('subject', 'VARCHAR', 'what was checked: a table, a source or source.field', true),
      column('detail_zh', 'VARCHAR', 'what was found, in Chinese', true),
      column('detail_en', 'VARCHAR', 'what was found, in English', true),
    ],
  },
  {
    name: 'snapshot_meta',
    grain: 'one row a fact about the snapshot',
    key: ['key'],
    columns: [
      column(
        'key',
        'VARCHAR',
        'name: city (JSON of the pack), data_from, data_to, as_of, published_at, indicators, reasons (JSON: reason id → label)',
        true,
      ),
      column('value', 'VARCHAR', 'value, JSON where it is not a scalar', true),
    ],
  },
]
