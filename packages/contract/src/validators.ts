import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import document from '../../../openapi/dist/openapi.json' with { type: 'json' }
import { operationTable, type OperationId } from './types.ts'

export type { ErrorObject, ValidateFunction }

export type Validators = {
  /** Judges a JSON body; nothing is coerced. Of a batch only the frame: its items are judged one by one. */
  body: (id: OperationId) => ValidateFunction
  /** Judges one item of a batch. */
  item: (id: OperationId) => ValidateFunction
  /** Judges a parsed query and turns its strings into what the spec says (numbers), defaults included. */
  query: (id: OperationId) => ValidateFunction
  /** Judges an answer; `undefined` where the spec does not know the status. */
  response: (id: OperationId, status: number) => ValidateFunction | 'no-content' | undefined
}

const documentId = 'flow:openapi'
const pointer = (...parts: (string | number)[]) => parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Validators of every operation, compiled from the bundled spec at first use. */
export function createValidators(): Validators {
  const strict = createAjv({ coerceTypes: false })
  const coercing = createAjv({ coerceTypes: true })
  const cache = new Map<string, ValidateFunction>()
  const cached = (key: string, make: () => ValidateFunction): ValidateFunction => {
    const known = cache.get(key)
    if (known) return known
    const made = make()
    cache.set(key, made)
    return made
  }
  return {
    body: (id) =>
      cached(`body ${id}`, () => strict.compile(operationTable[id].batch === null ? { $ref: `${documentId}#${pointer(...bodyPlace(id))}` } : frameSchema(id))),
    item: (id) => cached(`item ${id}`, () => strict.compile({ $ref: `${documentId}#${itemsPointer(id)}` })),
    query: (id) => cached(`query ${id}`, () => coercing.compile(querySchema(id))),
    response: (id, status) => {
      const found = findResponse({ id, status })
      if (!found || found.empty) return found ? 'no-content' : undefined
      return cached(`response ${id} ${status}`, () => strict.compile({ $ref: `${documentId}#${found.pointer}` }))
    },
  }
}

function createAjv({ coerceTypes }: { coerceTypes: boolean }) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, useDefaults: true, coerceTypes })
  formats.default(ajv)
  ajv.addSchema(document, documentId)
  return ajv
}

const place = (id: OperationId) => ['paths', operationTable[id].path, operationTable[id].method.toLowerCase()] as const

const bodyPlace = (id: OperationId) => [...place(id), 'requestBody', 'content', 'application/json', 'schema']

type Loose = Record<string, unknown>
// The bundled document is JSON that the linter has accepted; it is walked by pointer here.
const at = (...parts: (string | number)[]): unknown => parts.reduce<unknown>((node, part) => (node as Loose | undefined)?.[part], document)
const follow = (node: unknown): { node: unknown; path: string[] | undefined } => {
  const ref = (node as Loose | undefined)?.['$ref']
  if (typeof ref !== 'string') return { node, path: undefined }
  const path = ref.slice(2).split('/')
  return { node: at(...path), path }
}

function querySchema(id: OperationId) {
  const parameters = (at(...place(id), 'parameters') ?? []) as unknown[]
  const properties: Loose = {}
  for (const parameter of parameters) {
    const { name, in: where, schema } = follow(parameter).node as { name: string; in: string; schema: unknown }
    if (where === 'query') properties[name] = absolute(schema)
  }
  return { type: 'object', additionalProperties: false, properties }
}

// A schema taken out of the document keeps its local references only if they name the document.
function absolute(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(absolute)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === '$ref' && typeof value === 'string' ? documentId + value : absolute(value)]),
  )
}

function findResponse({ id, status }: { id: OperationId; status: number }) {
  const own = [...place(id), 'responses', String(status)]
  const { node, path } = follow(at(...own))
  if (node === undefined) return undefined
  const target = path ?? own
  const schema = (node as { content?: Record<string, unknown> }).content?.['application/json']
  return { empty: schema === undefined, pointer: pointer(...target, 'content', 'application/json', 'schema') }
}

/** Where the schema of a batch's items stands, its references followed. */
function itemsPointer(id: OperationId): string {
  const { path = bodyPlace(id) } = follow(at(...bodyPlace(id)))
  return pointer(...path, 'properties', operationTable[id].batch ?? '', 'items')
}

/** The schema of a batch's body with anything for an item. */
function frameSchema(id: OperationId) {
  const { node } = follow(at(...bodyPlace(id)))
  const { properties, ...frame } = node as { properties: Record<string, Loose> }
  const field = operationTable[id].batch ?? ''
  return absolute({ ...frame, properties: { ...properties, [field]: { ...properties[field], items: {} } } }) as object
}
