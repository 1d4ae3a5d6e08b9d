/** `npm run bench -- NAME`: each bench prints ratios measured in one run. */
import { parseArgs } from 'node:util'
import { benchAgain } from './again.ts'
import { benchAnswer } from './answer.ts'
import { benchDrag } from './drag.ts'
import { benchExplore } from './explore.ts'
import { benchFirstPicture } from './first-picture.ts'
import { benchIngest } from './ingest.ts'

/** Each with how many cases it takes where nothing is said. */
const benches: Record<string, { run: (cases: number) => Promise<void>; cases: number }> = {
  ingest: { run: benchIngest, cases: 10_000_000 },
  again: { run: benchAgain, cases: 10_000_000 },
  answer: { run: benchAnswer, cases: 1_000_000 },
  drag: { run: benchDrag, cases: 10_000_000 },
  explore: { run: benchExplore, cases: 10_000_000 },
  'first-picture': { run: benchFirstPicture, cases: 500_000 },
}

const help = `npm run bench -- NAME [--cases N]

  ingest   the whole ingest of the demo city beside a plain typed CREATE TABLE AS read_csv of the same case files;
           H3 and area location beside h3-js and flatbush on the points of these cases
  again    an ingest in which one small file is new beside one from nothing
  answer   a page of all indicators for every community, hot spots on 50,000 cells, and the search for rises at publish,
           each beside a plain loop over rows
  drag     200 positions of the window on the trend in headless Chromium: what a step takes, whether a request waited, and
           whether the last frame equals a fresh query; build the pages first
  explore  map, trend and top over HTTP, brushes of up to a year and of up to three, at 1, 4 and 16 clients, beside a plain
           DuckDB endpoint and ClickHouse (npm chdb, installed on demand); wide filters and memory. EXPLORE_DATA: a folder in
           which the cases are kept

  first-picture
           a fresh clone, npm ci and npm start until a page shows its first canvas: seconds, and the size of node_modules

  --cases  how many cases to generate (10000000; answer: 1000000; first-picture: always 500000)

Figures are ratios within one run; seconds are printed only so that a reader can see the size of the thing.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string' }, help: { type: 'boolean', default: false } },
})
const name = positionals[0]
const bench = name === undefined ? undefined : benches[name]

const cases = values.cases ?? String(bench?.cases)

if (values.help || name === undefined) {
  console.log(help)
} else if (!bench || !/^[1-9]\d*$/.test(cases)) {
  console.error(
    bench ? `--cases must be a whole number above 0, not "${cases}".` : `There is no bench "${name}".\n\n${help}`,
  )
  process.exitCode = 1
} else {
  await bench.run(Number(cases))
}
