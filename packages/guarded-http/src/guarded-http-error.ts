export type GuardedHttpErrorKind = 'refused_address' | 'bad_url' | 'timeout' | 'unreachable'

/** Why no answer came. `message` is shown to the customer and holds nothing of theirs. */
export class GuardedHttpError extends Error {
  readonly kind: GuardedHttpErrorKind

  constructor({ kind, message, cause }: { kind: GuardedHttpErrorKind; message: string; cause?: unknown }) {
    super(message, { cause })
    this.name = 'GuardedHttpError'
    this.kind = kind
  }
}
