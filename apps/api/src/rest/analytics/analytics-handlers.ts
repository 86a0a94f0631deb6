import { getAnalyticsOverview } from '@flow/core'
import type { OperationsOf } from '../handler-types.ts'

export const analyticsHandlers: OperationsOf<'analytics'> = {
  getAnalyticsOverview: async ({ ctx, query }) => ({ data: await getAnalyticsOverview({ ctx, query }) }),
}
