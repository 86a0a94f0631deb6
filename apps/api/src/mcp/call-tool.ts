import { errorCodes } from '@flow/contract'
import { invalid, requirePermission, type Context } from '@flow/core'
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import { toDomainError } from '../http/error-response.ts'
import { dryRun } from './dry-run.ts'
import type { SendCall } from './in-process.ts'
import type { McpTool } from './mcp-tool.ts'
import { readArguments } from './read-arguments.ts'
import { toErrorResult, toToolResult } from './to-tool-result.ts'

/** Runs a tool. Whatever fails is a result that says why, so that the model can mend its call. */
export async function callTool({
  tool,
  args,
  ctx,
  send,
}: {
  tool: McpTool
  args: Record<string, unknown>
  ctx: Context
  send: SendCall
}): Promise<CallToolResult> {
  try {
    if (tool.permission !== null) requirePermission(ctx, tool.permission)
    const { call, isDryRun, isSecretRevealed } = readArguments({ tool, args })
    if (tool.isSecretThePoint && !isSecretRevealed) {
      throw invalid({
        field: 'revealSecret',
        message: 'must be true: the secret is in this answer alone, and nothing was done. A person can do this in the dashboard without showing it to a model',
      })
    }
    // A live post is public: it takes a word more than a test.
    const isDry = isDryRun ?? ctx.mode === 'live'
    const answer = tool.dryRun !== null && isDry ? await dryRun({ tool: { ...tool, dryRun: tool.dryRun }, call, send }) : await send(call)
    return toToolResult({ answer, tool, isSecretRevealed })
  } catch (error) {
    const { code, message, details } = toDomainError(error)
    if (code === 'INTERNAL_ERROR') throw error
    return toErrorResult({ error: Object({ type: errorCodes[code].type, code, message, details, requestId: ctx.requestId }) })
  }
}
