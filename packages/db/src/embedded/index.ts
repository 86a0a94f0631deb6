export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './embedded-postgres-error.ts'
export { assertPortFree } from './assert-port-free.ts'
export { type EmbeddedPostgres, type StartEmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.ts'
export { stopPostmaster } from './stop-postmaster.ts'
