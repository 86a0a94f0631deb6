import { createCallLog } from '../calls/create-call-log.ts'
import { createFaults } from '../faults/create-faults.ts'
import { createLedger } from '../ledger/create-ledger.ts'
import { createMediaShelf } from '../media/create-media-shelf.ts'
import { createIssuedTokens } from '../oauth/issued-tokens.ts'
import { createRateWindows } from './create-rate-windows.ts'
import { changeSettings } from './settings.ts'
import type { World } from './world.ts'

export function createWorld({ seed }: { seed: number }): World {
  let number = 0
  return {
    settings: changeSettings({ settings: undefined, change: {} }),
    ledger: createLedger(),
    calls: createCallLog(),
    faults: createFaults({ seed }),
    media: createMediaShelf(),
    tokens: createIssuedTokens(),
    rates: createRateWindows(),
    nextNumber: () => {
      number += 1
      return number
    },
    nowMs: Date.now,
  }
}
