export type { AppRouter } from './app-router.ts'
export type { ToldError } from './procedures.ts'
