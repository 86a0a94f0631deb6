import { expect, test } from 'vitest'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { repositoryRoot } from '../run-step.ts'
import { listSurfaces } from './list-surfaces.ts'
import { surfaceExceptions, surfaces } from './surface-exceptions.ts'
import { surfaceNames } from './surface-names.ts'

type Operation = { operationId: string; tags: string[]; 'x-sdk'?: { group: string; method: string } }

const offered = listSurfaces(repositoryRoot)
// The document's literal type differs from operation to operation.
const operations = Object.values(document.paths as Record<string, Record<string, Operation>>).flatMap((item) => Object.values(item))
const matrix = operations.map((operation) => {
  const { operationId, tags } = operation
  // Where there is no `x-sdk`, the names are those it would have had.
  const { group, method } = operation['x-sdk'] ?? { group: tags[0] ?? '', method: operationId }
  const names = surfaceNames({ operationId, tag: tags[0] ?? '', group, method })
  const missing = surfaces.filter((surface) => offered[surface] !== undefined && !offered[surface].has(names[surface]))
  return { operationId, names, isForPrograms: operation['x-sdk'] !== undefined, missing }
})

test('every operation is in every SDK, the CLI, MCP and the docs, but for the exceptions that have a reason', () => {
  expect(matrix.length).toBeGreaterThan(40)
  const expected = surfaceExceptions.map(({ operationId, missing }) => ({ operationId, missing: missing.filter((surface) => offered[surface] !== undefined) }))
  expect(matrix.flatMap(({ operationId, missing }) => (missing.length > 0 ? [{ operationId, missing }] : []))).toEqual(expected)
  for (const { reason } of surfaceExceptions) expect(reason.length).toBeGreaterThan(20)
})

test('the docs list every operation that programs call, with samples', () => {
  for (const { names, isForPrograms } of matrix) expect([names.docs, offered.docs?.has(`listed ${names.docs}`)]).toEqual([names.docs, isForPrograms])
})

test('the CLI and MCP offer no operation that the spec does not know', () => {
  const tools = matrix.map(({ names }) => names.MCP)
  expect([...(offered.MCP ?? [])].filter((name) => !tools.includes(name))).toEqual([])
})

test.for(['Python', 'Python async'] as const)('%s was looked at', (surface, { skip }) => {
  if (offered[surface] === undefined) skip('there is no Python environment')
  expect(offered[surface]?.size).toBeGreaterThan(40)
})
