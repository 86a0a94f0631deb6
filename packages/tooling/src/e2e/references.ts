import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { operationTable, type OperationId } from '@flow/contract'

type Schema = { $ref?: string; properties?: Record<string, Schema>; required?: string[]; items?: Schema; allOf?: Schema[]; anyOf?: Schema[]; oneOf?: Schema[] }

/** A place in the body or the query of an operation that takes the id of an object of a noun, by the names that lead to it; `[]` is an element of a list. */
export type Reference = { place: string[]; noun: string; isInQuery: boolean }

const nouns: Record<string, string> = {
  channel: 'channels',
  connection: 'connections',
  post: 'posts',
  media: 'media',
  webhook: 'webhooks',
  apiKey: 'api-keys',
  delivery: 'deliveries',
}

/** Every place where an operation takes an id besides its path; found by the names that the spec gives them. */
export function referencesOf(id: OperationId): Reference[] {
  const { path, method } = operationTable[id]
  type Operation = { requestBody?: { content: Record<string, { schema: Schema }> }; parameters?: (Schema & { in?: string; name?: string })[] }
  // The bundled document is what the table was generated from.
  const operation = (document.paths as unknown as Record<string, Record<string, Operation>>)[path]?.[method.toLowerCase()]
  const schema = operation?.requestBody?.content['application/json']?.schema
  const inBody = schema ? placesOf({ schema, place: [] }) : []
  const inQuery = (operation?.parameters ?? [])
    .map(resolve)
    .flatMap((parameter) => (parameter.in === 'query' && parameter.name !== undefined ? [[parameter.name]] : []))
  const toReference = ({ place, isInQuery }: { place: string[]; isInQuery: boolean }): Reference[] => {
    const noun = nounOf(place)
    return noun === undefined ? [] : [{ place, noun, isInQuery }]
  }
  return [...inBody.flatMap((place) => toReference({ place, isInQuery: false })), ...inQuery.flatMap((place) => toReference({ place, isInQuery: true }))]
}

function nounOf(place: readonly string[]): string | undefined {
  const names = place.filter((name) => name !== '[]')
  const [name = '', around = ''] = [names.at(-1), names.at(-2)]
  // An id within a list is of the list's noun.
  if (name === 'id') return Object.values(nouns).find((noun) => noun === around)
  const [, word = ''] = /^(\w+?)(?:Id|Ids|Key|Keys)$/.exec(name) ?? []
  return nouns[word]
}

function placesOf({ schema: given, place }: { schema: Schema; place: string[] }): string[][] {
  const schema = resolve(given)
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((part) => placesOf({ schema: part, place }))
  const within = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => placesOf({ schema: property, place: [...place, name] }))
  const elements = schema.items ? placesOf({ schema: schema.items, place: [...place, '[]'] }) : []
  const all = [...parts, ...within, ...elements]
  return all.length > 0 ? all : [place]
}

function resolve<Part extends { $ref?: string }>(part: Part): Part {
  if (!part.$ref) return part
  // A reference of the bundle leads to a part of the same kind.
  return resolve(
    part.$ref
      .slice(2)
      .split('/')
      .reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], document) as Part,
  )
}

/** Puts a value at a place of a body, which it copies; what leads there is made where it is missing. */
export function putAt({ body, place, value }: { body: unknown; place: readonly string[]; value: unknown }): unknown {
  const [name, ...rest] = place
  if (name === undefined) return value
  if (name === '[]') return [putAt({ body: Array.isArray(body) ? body[0] : undefined, place: rest, value })]
  const known = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  return { ...known, [name]: putAt({ body: known[name], place: rest, value }) }
}

/** Whether a body has something at a place. */
export function isAt({ body, place }: { body: unknown; place: readonly string[] }): boolean {
  const [name, ...rest] = place
  if (name === undefined) return body !== undefined
  if (name === '[]') return Array.isArray(body) && isAt({ body: body[0], place: rest })
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name) && isAt({ body: Reflect.get(body, name), place: rest })
}
