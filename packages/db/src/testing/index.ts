export { type TestDatabase, createTestDatabase } from './create-test-database.ts'
export { startThrowAwayServer, type ThrowAwayServer } from './start-throw-away-server.ts'
export { withTemporaryDatabase } from './with-temporary-database.ts'
