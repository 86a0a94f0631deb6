export { type Migration, listMigrations } from './list-migrations.ts'
export { type MigrateOptions, type MigrateResult, migrate } from './migrate.ts'
export { MigrationError, type MigrationErrorCode } from './migration-error.ts'
