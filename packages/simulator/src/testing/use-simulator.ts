import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { Simulator } from '../server/simulator.ts'
import { startSimulator, type SimulatorOptions } from '../server/start-simulator.ts'

/** One simulator for a test file, which forgets all before each test. */
export function useSimulator(options?: SimulatorOptions): { current: Simulator; at: (network: string) => string } {
  let current: Simulator | undefined
  const get = (): Simulator => {
    if (current === undefined) throw new Error('The simulator runs within tests alone.')
    return current
  }
  beforeAll(async () => {
    current = await startSimulator(options)
  })
  beforeEach(() => get().reset())
  afterAll(() => current?.stop())
  return {
    get current() {
      return get()
    },
    at: (network) => get().baseUrlOf(network),
  }
}
