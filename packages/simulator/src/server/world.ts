import type { CallLog } from '../calls/create-call-log.ts'
import type { Faults } from '../faults/create-faults.ts'
import type { Ledger } from '../ledger/create-ledger.ts'
import type { MediaShelf } from '../media/create-media-shelf.ts'
import type { IssuedTokens } from '../oauth/issued-tokens.ts'
import type { RateWindows } from './create-rate-windows.ts'
import type { Settings } from './settings.ts'

/** All that one run remembers. A reset makes a new one. */
export type World = {
  settings: Settings
  ledger: Ledger
  calls: CallLog
  faults: Faults
  media: MediaShelf
  tokens: IssuedTokens
  rates: RateWindows
  /** A number that no one got before, from 1. */
  nextNumber: () => number
  nowMs: () => number
}
