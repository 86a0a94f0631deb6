import { moveTestClock, readTestClock } from '@flow/core'
import type { ContractInput } from './contract-input.ts'
import { memberProcedure, router } from './procedures.ts'

export function createTestRouter(contract: ContractInput) {
  return router({
    /** How far the clock of the caller's mode is ahead, for every member: none in live mode. */
    clock: memberProcedure.query(async ({ ctx: { as, services } }) => ({
      offsetSeconds: (await readTestClock({ db: services.database.sql, workspaceId: as.workspaceId, mode: as.mode })) / 1_000,
    })),
    moveClock: memberProcedure.input(contract.body('moveTestClock')).mutation(({ ctx: { as }, input }) => moveTestClock({ ctx: as, body: input })),
  })
}
