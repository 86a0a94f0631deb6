export type MigrationErrorCode = 'NEWER_SCHEMA' | 'CHECKSUM_MISMATCH' | 'FAILED' | 'UNFINISHED' | 'NO_DATABASE' | 'INVALID_FOLDER'

/** The message is written for the person who starts or upgrades Flow. `migrations` names the ones it is about. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
  readonly code: MigrationErrorCode
  readonly migrations: readonly string[]

  constructor(code: MigrationErrorCode, message: string, options: ErrorOptions & { migrations?: readonly string[] } = {}) {
    super(message, options)
    this.code = code
    this.migrations = options.migrations ?? []
  }
}
