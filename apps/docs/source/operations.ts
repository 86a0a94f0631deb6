import { operationTable } from '@flow/contract/types'

/** What the docs show of an operation. Wider than the table's own literals, so that a new operation needs no change here. */
export type Operation = {
  id: string
  method: string
  path: string
  tag: string
  permission: string | null
  body: string
  successStatus: number
  isIdempotent: boolean
  sdk: { group: string; method: string }
}

/** The operations of the contract, in its order. */
export const operations: readonly Operation[] = Object.values(operationTable)
