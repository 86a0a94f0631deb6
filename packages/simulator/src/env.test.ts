import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

test('the port is the first argument, or a setting, or 4900', () => {
  expect(readEnv({ source: {}, args: [] })).toEqual({ port: 4_900, host: '127.0.0.1', seed: 1, latencyMs: 0 })
  expect(readEnv({ source: { FLOW_SIMULATOR_PORT: '5000', FLOW_SIMULATOR_SEED: '9' }, args: [] })).toMatchObject({ port: 5_000, seed: 9 })
  expect(readEnv({ source: { FLOW_SIMULATOR_PORT: '5000' }, args: ['5001'] }).port).toBe(5_001)
  expect(() => readEnv({ source: {}, args: ['port'] })).toThrow('FLOW_SIMULATOR_PORT')
})
