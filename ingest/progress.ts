/** Says on stderr how far a step has come: in place on a terminal, else a line every two seconds. */
export interface Progress {
  step(text: string): void
  /** `done` of `total` bytes, and the records so far. */
  at(text: string, done: number, total: number, records: number): void
  end(): void
}

const BAR = 24

export function stderrProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const every = stream.isTTY ? 500 : 2000
  let last = 0
  let started = Date.now()
  let current = ''
  const write = (line: string) => stream.write(stream.isTTY ? `\r\x1b[2K${line}` : `${line}\n`)
  return {
    step(text) {
      write(text)
      current = text
      last = started = Date.now()
    },
    at(text, done, total, records) {
      const now = Date.now()
      if (text !== current) {
        current = text
        started = now
      }
      if (now - last < every) return
      last = now
      const share = total > 0 ? Math.min(1, done / total) : 1
      const filled = Math.round(share * BAR)
      const seconds = Math.max((now - started) / 1000, 0.001)
      const bar = '█'.repeat(filled) + '·'.repeat(BAR - filled)
      const rate = Math.round(records / seconds).toLocaleString('en')
      write(`${text} ${bar} ${Math.round(share * 100)} %  ${records.toLocaleString('en')} rows, ${rate} rows/s`)
    },
    end() {
      if (stream.isTTY) stream.write('\r\x1b[2K')
    },
  }
}

export const silent: Progress = { step: () => {}, at: () => {}, end: () => {} }
