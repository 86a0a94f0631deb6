import { errorCodes, type ErrorCode } from '@flow/contract'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import type { Answer } from './in-process.ts'
import type { McpTool } from './mcp-tool.ts'

/** An answer of the REST door as a tool's result: without its secrets unless they were asked for, and with the remedy where it failed. */
export function toToolResult({ answer, tool, isSecretRevealed }: { answer: Answer; tool: McpTool; isSecretRevealed: boolean }): CallToolResult {
  const { status, json } = answer
  if (status >= 400) return toErrorResult(Object(json))
  if (json === undefined) return toResult({ done: true })
  return toResult(tool.secrets.length === 0 || isSecretRevealed ? Object(json) : withoutSecrets({ json: Object(json), secrets: tool.secrets }))
}

export function toErrorResult({ error }: { error?: { code?: string } }): CallToolResult {
  const code = error?.code ?? 'INTERNAL_ERROR'
  const remedy = code in errorCodes ? errorCodes[code as ErrorCode].remedy : undefined
  return { ...toResult({ error: { ...error, ...(remedy === undefined ? {} : { remedy }) } }), isError: true }
}

const toResult = (value: Record<string, unknown>): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(value, null, 2) }],
  structuredContent: value,
})

function withoutSecrets({ json, secrets }: { json: Record<string, unknown>; secrets: readonly string[] }): Record<string, unknown> {
  const data = Object.fromEntries(Object.entries(Object(json['data'])).filter(([name]) => !secrets.includes(name)))
  const note = `${secrets.join(' and ')} left out: a secret is shown only where revealSecret is true.`
  return { ...json, data, note }
}
