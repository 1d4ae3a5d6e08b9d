/** Something the person who runs the command can mend. The message says what, where and how. */
export class IngestError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'IngestError'
  }
}
