/** The command was not typed as it must be; the message says how to. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
