import { readFile } from 'node:fs/promises'
import { branchesOf } from './find-field.ts'
import type { JsonSchema } from './json-schema.ts'
import { UsageError } from './usage-error.ts'

export type Convert = { flag: string; texts: readonly string[]; schema: JsonSchema; readTime: (text: string) => Promise<string> }

/** What a flag's text means for its field. */
export async function convertValue({ flag, texts, schema, readTime }: Convert): Promise<unknown> {
  const kind = kindOf(schema)
  const items = schema.items
  if (kind === 'array' && items && isScalar(items)) {
    const each = texts.flatMap((text) => text.split(',')).map((text) => text.trim())
    return Promise.all(each.filter((text) => text !== '').map((text) => convertOne({ flag, text, schema: items, readTime })))
  }
  if (kind === 'array' && items) {
    const values = await Promise.all(texts.map((text) => readJson({ flag, text })))
    return values.flat()
  }
  const [text, ...more] = texts
  if (more.length > 0) throw new UsageError(`${flag} is given ${texts.length} times; it takes one value.`)
  return convertOne({ flag, text: text ?? '', schema, readTime })
}

async function convertOne({ flag, text, schema, readTime }: Omit<Convert, 'texts'> & { text: string }): Promise<unknown> {
  const kind = kindOf(schema)
  if (text === '' && isNullable(schema)) return null
  if (schema.enum && !schema.enum.includes(text))
    throw new UsageError(`${flag} must be one of ${schema.enum.filter((value) => value !== null).join(', ')}, not ${JSON.stringify(text)}.`)
  if (kind === 'object') return readJson({ flag, text })
  if (kind === 'boolean') return readBoolean({ flag, text })
  if (kind === 'integer' || kind === 'number') return readNumber({ flag, text, kind })
  if (schema.format === 'date-time') return readTime(text)
  // A field that takes several kinds, such as an option of a network: numbers and true or false are meant as such.
  if (schema.oneOf && /^(true|false|-?\d+(\.\d+)?)$/.test(text)) return JSON.parse(text)
  return text
}

/** JSON from the command line, from a file (`@post.json`) or from standard input (`-`). */
export async function readJson({ flag, text }: { flag: string; text: string }): Promise<unknown> {
  const source =
    text === '-' ? await readStdin() : text.startsWith('@') ? await readFile(text.slice(1), 'utf8').catch(refuseFile({ flag, path: text.slice(1) })) : text
  try {
    return JSON.parse(source)
  } catch (error) {
    const where = text === '-' ? 'standard input' : text.startsWith('@') ? text.slice(1) : 'its value'
    throw new UsageError(
      `${flag}: ${where} is not JSON (${error instanceof Error ? error.message : String(error)}). Give JSON, @file.json, or - for standard input.`,
    )
  }
}

export async function readStdin(): Promise<string> {
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk
  return text
}

export const refuseFile =
  ({ flag, path }: { flag: string; path: string }) =>
  (error: unknown): never => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw new UsageError(`${flag}: ${path} can't be read (${code === 'ENOENT' ? 'there is no such file' : String(code ?? error)}).`)
  }

function readBoolean({ flag, text }: { flag: string; text: string }): boolean {
  if (text !== 'true' && text !== 'false') throw new UsageError(`${flag} must be true or false, not ${JSON.stringify(text)}.`)
  return text === 'true'
}

function readNumber({ flag, text, kind }: { flag: string; text: string; kind: 'integer' | 'number' }): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value) || (kind === 'integer' && !Number.isInteger(value))) {
    throw new UsageError(`${flag} must be a ${kind === 'integer' ? 'whole ' : ''}number, not ${JSON.stringify(text)}.`)
  }
  return value
}

const isNullable = (schema: JsonSchema): boolean => Array.isArray(schema.type) && schema.type.includes('null')

/** The one type a schema asks for, besides null; text where it takes several. */
export function kindOf(schema: JsonSchema): string {
  if (schema.properties || (schema.additionalProperties && branchesOf(schema).length === 0)) return 'object'
  const types = (typeof schema.type === 'string' ? [schema.type] : (schema.type ?? [])).filter((type) => type !== 'null')
  return types[0] ?? 'string'
}

export const isScalar = (schema: JsonSchema): boolean => !['object', 'array'].includes(kindOf(schema))
