import type { SpecDocument } from '../spec-document.ts'
import { pascalCase } from './naming.ts'
import { isNullable, mergeAllOf, resolveSchema, withoutNull, type ReadSchema } from './read-schema.ts'
import type { SdkField, SdkRole, SdkType, SdkTypeRef } from './sdk-model.ts'
import { sdkPolicy } from './sdk-policy.ts'

export type TypeCollector = {
  /** The type of a schema; what it names is collected. `name` is for a schema that has none. */
  refer(wanted: { schema: ReadSchema; name: string; role: SdkRole }): SdkTypeRef
  field(wanted: { name: string; schema: ReadSchema; isRequired: boolean; owner: string; role: SdkRole }): SdkField
  add(type: SdkType): void
  types(): SdkType[]
}

/** Gathers every type the operations reach, each once, in the order they are met. */
export function collectTypes(document: SpecDocument): TypeCollector {
  const collected = new Map<string, SdkType>()
  const sources = new Map<string, ReadSchema>()

  const collector: TypeCollector = {
    add: (type) => void collected.set(type.name, type),
    types: () => [...collected.values()],
    field: ({ name, schema, isRequired, owner, role }) => ({
      name,
      isRequired,
      isNullable: isNullable(resolveSchema({ document, schema }).schema),
      isSecret: role === 'output' && sdkPolicy.secretFields.includes(name),
      description: oneLine(schema.description ?? ''),
      type: collector.refer({ schema, name: `${owner}${pascalCase(name)}`, role }),
    }),
    refer: ({ schema, name, role }) => {
      const found = resolveSchema({ document, schema: withoutNull(schema) })
      const typeName = found.name === undefined ? name : pascalCase(found.name)
      const whole = mergeAllOf({ document, schema: found.schema })
      const body = withoutNull(whole)
      const operators = filterOperators(body)
      const description = oneLine(whole.description ?? '')

      if (operators || body.enum || body.properties) claimName({ name: typeName, source: found.schema })
      if (operators) collector.add({ kind: 'filter', name: typeName, description, operators })
      else if (body.enum) collector.add({ kind: 'enum', name: typeName, description, values: body.enum.filter((value) => typeof value === 'string') })
      else if (body.properties) addObject({ schema: body, name: typeName, description, role })
      else return plainType({ schema: body, name, role })
      return { kind: 'named', name: typeName }
    },
  }

  /** Two schemas under one name would silently become one type. */
  function claimName({ name, source }: { name: string; source: ReadSchema }): void {
    if ((sources.get(name) ?? source) !== source)
      throw new Error(`openapi: two schemas would both be called ${name} in the SDKs; move one to components/schemas under a name of its own`)
    sources.set(name, source)
  }

  function addObject({ schema, name, description, role }: { schema: ReadSchema; name: string; description: string; role: SdkRole }): void {
    if (collected.has(name)) return
    const fields: SdkField[] = []
    collector.add({ kind: 'object', name, role, description, fields })
    for (const [property, value] of Object.entries(schema.properties ?? {})) {
      const isRequired = schema.required?.includes(property) ?? false
      fields.push(collector.field({ name: property, schema: value, isRequired, owner: name, role }))
    }
  }

  function plainType({ schema, name, role }: { schema: ReadSchema; name: string; role: SdkRole }): SdkTypeRef {
    if (schema.type === 'array')
      return { kind: 'array', items: schema.items ? collector.refer({ schema: schema.items, name: `${name}Item`, role }) : { kind: 'unknown' } }
    if (schema.type === 'object' && typeof schema.additionalProperties === 'object')
      return { kind: 'map', values: collector.refer({ schema: schema.additionalProperties, name: `${name}Value`, role }) }
    if (schema.type === 'string') return { kind: schema.format === 'date-time' ? 'dateTime' : schema.contentMediaType ? 'binary' : 'string' }
    if (schema.type === 'integer' || schema.type === 'number' || schema.type === 'boolean') return { kind: schema.type }
    return { kind: 'unknown' }
  }

  return collector
}

/** A filter is a value or an object of operators: `anyOf` a string and an object that has `eq`. */
function filterOperators(schema: ReadSchema): string[] | undefined {
  const operators = schema.anyOf?.find((branch) => branch.properties?.['eq'])?.properties
  return operators && Object.keys(operators)
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ')
