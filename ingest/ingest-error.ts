import type { Label } from '../warehouse/catalog/types.ts'

/** Something the person who runs the command can mend. The sentence says what, where and how; `message` is its English. */
export class IngestError extends Error {
  readonly sentence: Label

  constructor(sentence: Label, cause?: unknown) {
    super(sentence.en, cause === undefined ? undefined : { cause })
    this.name = 'IngestError'
    this.sentence = sentence
  }
}

/** The run was broken off by the person who began it. */
export class CancelledError extends IngestError {
  constructor(cause?: unknown) {
    const zh = '已取消，未发布任何内容；此前的快照继续提供服务。'
    super({ zh, en: 'Cancelled; nothing was published. The snapshot served before stays.' }, cause)
    this.name = 'CancelledError'
  }
}

/** What any failure says in both languages; one that speaks only for programs says the same in both. */
export function sentenceOf(cause: unknown): Label {
  if (cause instanceof Error && 'sentence' in cause) return cause.sentence as Label
  const said = cause instanceof Error ? cause.message : String(cause)
  return { zh: said, en: said }
}
