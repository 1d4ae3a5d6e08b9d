/** `npm run bench -- NAME`: each bench prints ratios measured in one run. */
import { parseArgs } from 'node:util'
import { benchAgain } from './again.ts'
import { benchIngest } from './ingest.ts'

const benches: Record<string, (cases: number) => Promise<void>> = { ingest: benchIngest, again: benchAgain }

const help = `npm run bench -- NAME [--cases N]

  ingest   the whole ingest of the demo city beside a plain typed CREATE TABLE AS read_csv of the same case files;
           H3 and area location beside h3-js and flatbush on the points of these cases
  again    an ingest in which one small file is new beside one from nothing

  --cases  how many cases to generate (10000000)

Figures are ratios within one run; seconds are printed only so that a reader can see the size of the thing.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string', default: '10000000' }, help: { type: 'boolean', default: false } },
})
const name = positionals[0]
const bench = name === undefined ? undefined : benches[name]

if (values.help || name === undefined) {
  console.log(help)
} else if (!bench || !/^[1-9]\d*$/.test(values.cases)) {
  console.error(
    bench
      ? `--cases must be a whole number above 0, not "${values.cases}".`
      : `There is no bench "${name}".\n\n${help}`,
  )
  process.exitCode = 1
} else {
  await bench(Number(values.cases))
}
