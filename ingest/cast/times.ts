import { list, literal } from './literal.ts'

const OWN = new Set(['roc-month', 'roc-month-text', 'excel'])

/** Civil time in the city, whatever offset the text carries. */
function fromText(text: string, sourceZone: string, cityZone: string): string {
  const local = shift(`try_cast(${text} as timestamp)`, sourceZone, cityZone)
  const isOffset = `length(${text}) > 19 and regexp_matches(${text}, ':\\d\\d(\\.\\d+)? ?(Z|[+-]\\d\\d(:?\\d\\d)?)$')`
  return `case when ${isOffset} then timezone(${literal(cityZone)}, try_cast(${text} as timestamptz)) else ${local} end`
}

function shift(time: string, sourceZone: string, cityZone: string): string {
  if (sourceZone === cityZone) return time
  return `timezone(${literal(cityZone)}, timezone(${literal(sourceZone)}, ${time}))`
}

function own(text: string, format: string): string {
  if (format === 'excel') {
    const days = `try_cast(${text} as double)`
    const whole = `case when ${days} between 1 and 2958465 then ${days} end`
    return `(timestamp '1899-12-30' + to_microseconds(cast(round(${whole} * 86400) * 1000000 as bigint)))`
  }
  const pattern = format === 'roc-month' ? '^(\\d{2,3})(\\d{2})$' : '^(\\d{2,3})Y(\\d{1,2})M$'
  const part = (group: number) => `try_cast(regexp_extract(${text}, '${pattern}', ${group}) as integer)`
  return `try_cast(((${part(1)} + 1911)::varchar || '-' || ${part(2)}::varchar || '-01') as timestamp)`
}

/** Expression for a TIMESTAMP in the city's civil time; null where the text fits no format. */
export function timeExpression(
  text: string,
  formats: string[] | undefined,
  sourceZone: string,
  cityZone: string,
): string {
  if (!formats) return finite(fromText(text, sourceZone, cityZone))
  const parts = formats.filter((format) => OWN.has(format)).map((format) => own(text, format))
  const patterns = formats.filter((format) => !OWN.has(format))
  const zoned = patterns.filter((format) => format.includes('%z'))
  const plain = patterns.filter((format) => !format.includes('%z'))
  if (plain.length > 0) parts.unshift(shift(`try_strptime(${text}, [${list(plain)}])`, sourceZone, cityZone))
  if (zoned.length > 0) parts.unshift(`timezone(${literal(cityZone)}, try_strptime(${text}, [${list(zoned)}]))`)
  return finite(parts.length === 1 ? (parts[0] ?? 'null') : `coalesce(${parts.join(', ')})`)
}

const finite = (time: string) => `case when isfinite(${time}) then ${time} end`
