import { moveTestClock } from '@flow/core'
import type { OperationsOf } from '../handler-types.ts'

export const testHandlers: OperationsOf<'test'> = {
  moveTestClock: async ({ ctx, body }) => ({ data: await moveTestClock({ ctx, body }) }),
}
