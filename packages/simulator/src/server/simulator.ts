import type { Call, CallFilter } from '../calls/call.ts'
import type { FaultRule } from '../faults/fault-rule.ts'
import type { Duplicate } from '../ledger/create-ledger.ts'
import type { PublishedFilter, PublishedItem } from '../ledger/published-item.ts'
import type { SettingsInput } from './settings.ts'

export type Simulator = {
  /** Where the timeline page is, without a slash at its end. */
  baseUrl: string
  /** Where a network is: the value of FLOW_NETWORK_BASE_URL_<NETWORK>. */
  baseUrlOf: (network: string) => string
  networks: readonly string[]
  /** What is public now, in the order of publishing. */
  published: (filter?: PublishedFilter) => PublishedItem[]
  /** Posts of one account with the same exact text under the same parent that are public more than once. */
  duplicates: () => Duplicate[]
  /** What was asked of the networks, in order. */
  calls: (filter?: CallFilter) => Call[]
  /** Plans a fault. @throws Error that names the field that is wrong */
  script: (rule: FaultRule) => void
  /** Changes settings; those not named stay. @throws Error that names the field that is wrong */
  configure: (change: SettingsInput) => void
  /** Forgets everything: posts, calls, faults, tokens and changed settings. */
  reset: () => void
  stop: () => Promise<void>
}
