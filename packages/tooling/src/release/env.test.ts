import { expect, test } from 'vitest'
import { readTargetEnv, targetNames } from './env.ts'

const npm = { FLOW_RELEASE_NPM_REGISTRY: 'https://registry.example/' }

test('nothing is published unless the environment says where: what is missing is named, with its remedy', () => {
  for (const name of targetNames) expect(() => readTargetEnv({ name, source: {} })).toThrow(/^FLOW_RELEASE_\w+ is not set: give it .+ --only/)
  expect(() => readTargetEnv({ name: 'npm', source: { FLOW_RELEASE_NPM_REGISTRY: 'registry' } })).toThrow(/FLOW_RELEASE_NPM_REGISTRY is not an address/)
  expect(() => readTargetEnv({ name: 'npm', source: npm })).toThrow(/FLOW_RELEASE_NPM_TOKEN is not set: give it a token/)
})

test('a trusted workflow needs no token', () => {
  const source = { ...npm, ACTIONS_ID_TOKEN_REQUEST_URL: 'https://github.example/token' }
  expect(readTargetEnv({ name: 'npm', source })).toEqual({ registry: 'https://registry.example', token: undefined })
})
