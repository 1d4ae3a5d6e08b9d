import { writeFileSync } from 'node:fs'
import { readSettings } from '../warehouse/catalog/settings.ts'
import type { Label } from '../warehouse/catalog/types.ts'
import type { CommandOptions } from './commands.ts'
import { CancelledError, IngestError, sentenceOf } from './ingest-error.ts'
import { ingest } from './pipeline.ts'
import { jsonProgress, terminalProgress } from './progress.ts'
import { RefusedError } from './refused-error.ts'
import { formatReport, type IngestReport } from './report.ts'

/** Ends the lines of `--progress json`: how the run ended. */
interface EndLine {
  event: 'end'
  state: 'done' | 'failed' | 'cancelled'
  message: Label
}

function endOf(report: IngestReport): EndLine {
  const { snapshot, outcome } = report
  const message =
    outcome === 'unchanged'
      ? {
          zh: `没有新内容：快照 ${snapshot} 已包含这些文件。`,
          en: `Nothing new: snapshot ${snapshot} holds these files.`,
        }
      : { zh: `已发布快照 ${snapshot}。`, en: `Published snapshot ${snapshot}.` }
  return { event: 'end', state: 'done', message }
}

function failureOf(cause: unknown): EndLine {
  const said = sentenceOf(cause)
  if (cause instanceof CancelledError) return { event: 'end', state: 'cancelled', message: said }
  if (cause instanceof RefusedError) return { event: 'end', state: 'failed', message: said }
  const message = {
    zh: `未发布，此前的快照继续提供服务。${said.zh}`,
    en: `Not published; the snapshot served before stays. ${said.en}`,
  }
  return { event: 'end', state: 'failed', message }
}

const writeReport = (report: IngestReport, to: string) =>
  writeFileSync(to === '-' ? 1 : to, `${JSON.stringify(report, null, 2)}\n`)

/** `city ingest`: report as text or JSON on stdout, progress for people or programs on stderr, Ctrl-C ends it cleanly. */
export async function runIngest([pack]: string[], options: CommandOptions): Promise<void> {
  if (pack === undefined) {
    throw new IngestError({
      zh: '请写明要导入的城市包：npm run city -- ingest PACK，详见 --help。',
      en: 'Say which city pack to ingest: npm run city -- ingest PACK. See --help.',
    })
  }
  const { progress, json } = options
  if (progress !== undefined && progress !== 'json') {
    throw new IngestError({
      zh: `--progress 只能是 json，不能是 ${progress}；不写则在终端显示进度。`,
      en: `--progress takes json, not ${progress}. Leave it out for progress on the terminal.`,
    })
  }
  const settings = readSettings(process.env)
  const breakOff = new AbortController()
  const stop = () => breakOff.abort()
  process.once('SIGINT', stop).once('SIGTERM', stop)
  const end = (line: EndLine) => void (progress === 'json' && process.stderr.write(`${JSON.stringify(line)}\n`))
  try {
    const report = await ingest({
      pack,
      ...(options.from === undefined ? {} : { from: options.from }),
      data: options.data ?? settings.CITY_DATA,
      memoryLimit: settings.MEMORY_LIMIT,
      progress: progress === 'json' ? jsonProgress() : terminalProgress(),
      accept: options.accept ?? false,
      signal: breakOff.signal,
    })
    if (json !== undefined) writeReport(report, json)
    if (json !== '-') process.stdout.write(formatReport(report))
    end(endOf(report))
  } catch (cause) {
    if (json !== undefined && cause instanceof RefusedError) writeReport(cause.report, json)
    end(failureOf(cause))
    throw cause
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
