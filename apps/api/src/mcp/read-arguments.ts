import { invalid } from '@flow/core'
import type { Call } from './in-process.ts'
import type { McpTool } from './mcp-tool.ts'

export type ToolArguments = { call: Call; isDryRun: boolean | undefined; isSecretRevealed: boolean }

/** A tool's arguments as the call they stand for. Their values are judged by the REST door, as everybody's are. */
export function readArguments({ tool, args }: { tool: McpTool; args: Record<string, unknown> }): ToolArguments {
  const unknown = Object.keys(args).filter((name) => !(name in tool.inputSchema.properties))
  if (unknown.length > 0) {
    const message = `is not known here; ${tool.name} takes ${Object.keys(tool.inputSchema.properties).join(', ') || 'nothing'}`
    throw invalid(...unknown.map((field) => ({ field, message })))
  }
  const pick = (names: readonly string[]) => Object.fromEntries(names.flatMap((name) => (args[name] === undefined ? [] : [[name, args[name]]])))
  const key = args['idempotencyKey']
  if (key !== undefined && typeof key !== 'string') throw invalid({ field: 'idempotencyKey', message: 'must be text' })
  const body = pick(tool.bodyArguments)
  return {
    isDryRun: readSwitch({ args, name: 'dryRun' }),
    isSecretRevealed: readSwitch({ args, name: 'revealSecret' }) ?? false,
    call: {
      method: tool.method,
      path: fillPath({ tool, args }),
      query: pick(tool.queryArguments),
      ...(tool.hasBody && !tool.fileField ? { body } : {}),
      ...(tool.fileField ? { file: readFile({ field: tool.fileField, args, body }) } : {}),
      ...(key === undefined ? {} : { idempotencyKey: key }),
    },
  }
}

function readSwitch({ args, name }: { args: Record<string, unknown>; name: string }): boolean | undefined {
  const value = args[name]
  if (value === undefined || typeof value === 'boolean') return value
  throw invalid({ field: name, message: 'must be true or false' })
}

function fillPath({ tool, args }: { tool: McpTool; args: Record<string, unknown> }): string {
  return tool.pathArguments.reduce((path, { name, argument }) => {
    const value = args[argument]
    // Neither an encoded dot nor an empty segment survives the parsing of a URL.
    if (typeof value !== 'string' || ['', '.', '..'].includes(value)) throw invalid({ field: argument, message: 'is required: give the id as text' })
    return path.replace(`{${name}}`, encodeURIComponent(value))
  }, tool.path)
}

function readFile({ field, args, body }: { field: string; args: Record<string, unknown>; body: Record<string, unknown> }): NonNullable<Call['file']> {
  const { filename, contentBase64 } = args
  if (typeof filename !== 'string' || filename === '') throw invalid({ field: 'filename', message: 'is required: the name of the file' })
  const text = typeof contentBase64 === 'string' ? contentBase64.replace(/^data:[^,]*,/, '').replace(/\s+/g, '') : ''
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw invalid({ field: 'contentBase64', message: 'must be the bytes of the file in base64' })
  const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
  return { field, filename, bytes: Buffer.from(text, 'base64'), fields }
}
