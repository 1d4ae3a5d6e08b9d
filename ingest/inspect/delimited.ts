import { decodeFile } from '../decode.ts'
import type { Progress } from '../progress.ts'
import type { Received } from '../receive.ts'
import { splitRecord } from '../scan/record.ts'
import { scanInSteps } from '../scan/scan-file.ts'
import { findEncoding } from './encoding.ts'
import { type Ending, footerLength, MOST_NOTES } from './footer.ts'
import { findLayout } from './layout.ts'
import type { Seen, Stated } from './seen.ts'
import { Tallies } from './tally.ts'
import { isWideName } from './wide.ts'

const SAMPLE = 1 << 18

function topOf(file: Received, decoding: Parameters<typeof decodeFile>[1]): { sample: Buffer; isWhole: boolean } {
  const chunks: Buffer[] = []
  let length = 0
  for (const chunk of decodeFile(file.path, decoding)) {
    chunks.push(Buffer.from(chunk))
    length += chunk.length
    if (length > SAMPLE) break
  }
  const all = Buffer.concat(chunks)
  return { sample: all.subarray(0, SAMPLE), isWhole: length <= SAMPLE }
}

/** Reads delimited text through once: bounded memory, however long it is. Errors: IngestError. */
export function readDelimited(file: Received, progress: Progress): Seen {
  const found = findEncoding(file)
  const { sample, isWhole } = topOf(file, found.decoding)
  const { layout, delimiter, titles, remarks } = findLayout(sample, isWhole)
  const stated: Stated = { ...(found.stated === undefined ? {} : { encoding: found.stated }), ...layout }
  let tallies = new Tallies([], () => true)
  const last: Ending[] = []
  let [isQuoted, bad] = [false, 0]
  const pass = (ending: Ending) => {
    last.push(ending)
    if (last.length > MOST_NOTES) take(last.shift())
  }
  const take = (ending: Ending | undefined) => {
    if (ending?.isSound) tallies.add(ending.cells)
    else if (ending) bad++
  }
  const sound = (text: string, mark: string) => {
    isQuoted ||= text.includes('"')
    pass({ cells: splitRecord(text, mark), isSound: true })
  }
  const scan = scanInSteps(file, found.decoding, layout, {
    header: (names) => (tallies = new Tallies(names, (name) => !isWideName(name))),
    sound: (_, bytes, from, to, mark) => sound(bytes.toString('utf8', from, to), mark),
    rewritten: (_, text, mark) => sound(text, mark),
    bad: ({ text }) => pass({ cells: splitRecord(text, delimiter), isSound: false }),
  })
  let step = scan.next()
  for (; !step.done; step = scan.next()) progress.at(step.value.bytes, step.value.records)
  const { header } = step.value
  const footer = footerLength(last, header.length)
  if (footer > 0) {
    stated.footer = footer
    remarks.push(
      `the last ${footer} records are notes: "${last
        .at(-footer)
        ?.cells.find((cell) => cell?.trim())
        ?.slice(0, 40)}"`,
    )
  }
  for (const ending of last.slice(0, last.length - footer)) take(ending)
  tallies.end()
  if (tallies.blanks > 0) remarks.push(`${tallies.blanks} records are blank; ingest sets them aside`)
  if (isQuoted) remarks.push('some values stand in quotation marks')
  const unsure = found.isUnsure ? [`the encoding is a guess: ${found.evidence}`] : []
  if (bad > 0) unsure.push(`${bad} records do not fit the ${header.length} columns; ingest sets them aside`)
  return {
    path: file.path,
    name: file.name,
    bytes: file.bytes,
    format: 'csv',
    stated,
    encoding: found.decoding.encoding,
    delimiter,
    records: tallies.rows + tallies.blanks + bad + footer,
    bad,
    columns: tallies.columns,
    sample: tallies.sample,
    geometry: null,
    titles,
    remarks: [`encoding ${found.decoding.encoding}: ${found.evidence}`, ...remarks],
    unsure,
  }
}
