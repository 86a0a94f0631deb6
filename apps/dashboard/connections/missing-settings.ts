import type { Schemas } from '@flow/contract/types'

/** What the operator must set before every way to connect the network is open. */
export const missingSettings = ({ connect }: Pick<Schemas['Network'], 'connect'>): string[] =>
  connect.flatMap(({ missingSetting }) => (missingSetting === null ? [] : [missingSetting]))
