import type { Terminal } from '../output/terminal.ts'
import { readTime } from '../time/read-time.ts'
import type { Command } from './command.ts'
import { convertValue, readJson } from './convert-value.ts'
import { findField } from './find-field.ts'
import type { JsonSchema } from './json-schema.ts'
import type { ParsedFlags } from './parse-flags.ts'
import { setField } from './set-field.ts'
import { UsageError } from './usage-error.ts'
import { toKebab } from './words.ts'

export type OperationInput = { query: Record<string, unknown>; body: Record<string, unknown> | undefined }

/** What the flags say, as the operation's query and body. */
export async function readInput({ command, flags, terminal }: { command: Command; flags: ParsedFlags; terminal: Terminal }): Promise<OperationInput> {
  const data = flags.get('data')?.at(-1)
  const base = data === undefined ? {} : await readJson({ flag: '--data', text: data })
  if (typeof base !== 'object' || base === null || Array.isArray(base)) throw new UsageError('--data must be a JSON object.')
  const query: Record<string, unknown> = {}
  const body: Record<string, unknown> = { ...base }
  for (const [name, texts] of flags) {
    const place = placeOf({ command, name })
    if (!place) continue
    const { path, schema, isQuery } = place
    const flag = `--${name}`
    const value = await convertValue({ flag, texts, schema, readTime: (text) => readTime({ text, flag, terminal }) })
    setField({ target: isQuery ? query : body, path, value })
  }
  if (command.query) checkRequired({ schema: command.query, given: query })
  const hasBody = command.body !== null && (Object.keys(body).length > 0 || command.body.required !== undefined)
  if (command.body && hasBody) checkRequired({ schema: command.body, given: body, except: command.fileField })
  return { query, body: hasBody ? body : undefined }
}

function placeOf({ command, name }: { command: Command; name: string }): { path: (string | number)[]; schema: JsonSchema; isQuery: boolean } | undefined {
  const inQuery = command.query ? findField({ schema: command.query, name }) : undefined
  if (inQuery) return { ...inQuery, isQuery: true }
  const inBody = command.body ? findField({ schema: command.body, name }) : undefined
  return inBody ? { ...inBody, isQuery: false } : undefined
}

/** Told here and by the flags' names; all else is judged by the API, which knows best. */
function checkRequired({ schema, given, except }: { schema: JsonSchema; given: Record<string, unknown>; except?: string | null }): void {
  const missing = (schema.required ?? []).filter((name) => name !== except && given[name] === undefined)
  if (missing.length === 0) return
  throw new UsageError(`${missing.map((name) => `--${toKebab(name)}`).join(' and ')} ${missing.length > 1 ? 'are' : 'is'} required.`)
}
