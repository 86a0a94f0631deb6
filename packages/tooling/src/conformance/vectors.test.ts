import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodes } from '../../../contract/src/index.ts'
import policy from '../../../codegen/src/sdk/policy.json' with { type: 'json' }
import { repositoryRoot } from '../run-step.ts'
import { readVectors } from './read-vectors.ts'

const vectors = await readVectors()
const written = vectors.filter(({ tags }) => !tags.includes('operation'))

test('every retry status and code of the policy has a vector that asks for the retry', () => {
  const rules = vectors.filter(({ tags }) => tags.includes('retry-rule'))
  const statuses = rules.map(({ answers }) => answers[0]?.status).filter((status) => status !== 409)
  expect(statuses).toEqual(policy.retryStatuses)
  expect(JSON.stringify(rules.map(({ answers }) => answers[0]?.body))).toContain(policy.retryCodes.join())
})

test('the error map of the policy is that of the error codes', () => {
  const familyOf = (status: number): string | undefined =>
    policy.errorFamilies.find((family) => family.status === status)?.type ??
    policy.errorFamilies.find((family) => family.status === (status < 500 ? '4xx' : 'other'))?.type
  expect(Object.entries(errorCodes).filter(([, { status, type }]) => familyOf(status) !== type)).toEqual([])
})

test('every family of errors has a vector', () => {
  const types = written.map(({ outcome }) => outcome.error?.['type'])
  expect(policy.errorFamilies.filter(({ type }) => !types.includes(type))).toEqual([])
})

test('the numbers in what the SDKs say of themselves are those of the policy', async () => {
  const said: Record<string, string[]> = {
    'packages/sdk/src/client-options.ts': [
      policy.baseURL,
      `${policy.timeoutMs.toLocaleString('en')} by default (uploads: at least ${policy.uploadTimeoutMs.toLocaleString('en')})`,
      `${policy.maxRetries} by default; 0 for never`,
      `${policy.initialDelayMs} by default; doubled for each further one, up to ${policy.maxDelayMs.toLocaleString('en')}`,
    ],
    'packages/sdk/src/resources/posts.ts': [
      `${policy.waitTimeoutMs.toLocaleString('en')} by default`,
      `${policy.waitIntervalMs.toLocaleString('en')} by default`,
    ],
    'packages/sdk/src/webhooks.ts': [`${policy.webhookToleranceMs.toLocaleString('en')} by default`],
    'packages/sdk-python/src/flow_sdk/_client.py': [
      policy.baseURL,
      `uploads: at least ${policy.uploadTimeoutMs / 1000}`,
      `up to ${policy.maxDelayMs / 1000}, less`,
    ],
    'packages/sdk-python/src/flow_sdk/_posts.py': [`${policy.waitTimeoutMs / 1000} by default`, `${policy.waitIntervalMs / 1000} by default`],
    'packages/sdk-python/src/flow_sdk/_webhooks.py': [`${policy.webhookToleranceMs / 1000} by default`],
    'packages/sdk-go/option.go': [
      policy.baseURL,
      `${policy.timeoutMs / 1000} s by default (uploads: at least ${policy.uploadTimeoutMs / 60_000} minutes`,
      `${policy.maxRetries} by default; 0 for never`,
      `${policy.initialDelayMs} ms by default; doubled for each further one, up to ${policy.maxDelayMs / 1000} s`,
      `${policy.waitTimeoutMs / 60_000} minutes by default`,
      `${policy.waitIntervalMs / 1000} s by default`,
    ],
    'packages/sdk-go/webhook.go': [`${policy.webhookToleranceMs / 60_000} minutes by default`],
  }
  for (const [path, texts] of Object.entries(said)) {
    const source = await readFile(join(repositoryRoot, path), 'utf8')
    expect([path, texts.filter((text) => !source.includes(text))]).toEqual([path, []])
  }
})
