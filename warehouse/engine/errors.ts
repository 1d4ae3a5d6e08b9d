/** A statement the engine refused or could not finish; `sql` is its text, `cause` what the driver said. */
export class EngineError extends Error {
  readonly sql: string

  constructor(message: string, sql: string, cause?: unknown) {
    super(message, { cause })
    this.name = new.target.name
    this.sql = sql
  }
}

/** Too many questions wait already; ask again in a moment. */
export class EngineBusyError extends EngineError {}

/** The caller gave up: its abort signal fired before the statement ended. */
export class EngineCancelledError extends EngineError {}

/** The result has more rows than the caller is willing to hold. */
export class TooManyRowsError extends EngineError {}

/** Turns anything thrown while a statement ran into an EngineError that names the statement. */
export function engineError(cause: unknown, sql: string): EngineError {
  if (cause instanceof EngineError) return cause
  const said = cause instanceof Error ? cause.message : String(cause)
  return new EngineError(`The engine could not run a statement: ${said}`, sql, cause)
}
