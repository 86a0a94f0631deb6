import type { FaultRule } from '@flow/simulator'

type Fault = FaultRule['fault']

/**
 * What may go wrong with the call that makes a post public.
 * `hasEffect`: whether it is public all the same. `isClear`: whether its answer says so.
 */
export type FaultScenario = { fault: Fault; hasEffect: boolean; isClear: boolean }

export const faultScenarios: Readonly<Record<string, FaultScenario>> = {
  'lose-answer': { fault: { kind: 'lose-answer' }, hasEffect: true, isClear: false },
  'error-after-effect': { fault: { kind: 'error-after-effect' }, hasEffect: true, isClear: false },
  truncate: { fault: { kind: 'truncate' }, hasEffect: true, isClear: false },
  'status-503': { fault: { kind: 'status', status: 503 }, hasEffect: false, isClear: false },
  refuse: { fault: { kind: 'refuse' }, hasEffect: false, isClear: false },
  'rate-limit': { fault: { kind: 'rate-limit', resetMs: 2_000 }, hasEffect: false, isClear: true },
}

/** Whether the whole matrix is asked for: FLOW_SIMULATOR_FAULTS=all. */
export const isWholeMatrix = process.env['FLOW_SIMULATOR_FAULTS'] === 'all'
