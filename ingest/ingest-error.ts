/** Something the person who runs the command can mend. The message says what, where and how. */
export class IngestError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'IngestError'
  }
}

/** The run was broken off by the person who began it. */
export class CancelledError extends IngestError {
  readonly label = {
    zh: '已取消，未发布任何内容；此前的快照继续提供服务。',
    en: 'Cancelled; nothing was published. The snapshot served before stays.',
  }
  constructor(cause?: unknown) {
    super('', cause)
    this.name = 'CancelledError'
    this.message = `${this.label.en} ${this.label.zh}`
  }
}
