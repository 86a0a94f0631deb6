import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { McpError, type CallToolResult } from '@modelcontextprotocol/sdk/types.js'

const mostTries = 3

type ToolCall = { remote: Client; name: string; args: Record<string, unknown>; isKeyed: boolean }

/** Calls a tool of the API. A call that takes an idempotency key gets one, so that it is tried again after a lost answer and has its effect once. */
export async function callRemoteTool({ remote, name, args, isKeyed }: ToolCall): Promise<CallToolResult> {
  const sent = isKeyed ? { idempotencyKey: randomUUID(), ...args } : args
  for (let tries = 1; ; tries++) {
    try {
      // The API answers no other form than the newest, which CallToolResult is.
      return (await remote.callTool({ name, arguments: sent }, undefined, { timeout: 120_000 })) as CallToolResult
    } catch (error) {
      if (error instanceof McpError) throw error
      if (!isKeyed || tries === mostTries) return unanswered(error)
      await sleep(500 * 2 ** tries)
    }
  }
}

function unanswered(error: unknown): CallToolResult {
  const cause = error instanceof Error ? error.message : String(error)
  return { isError: true, content: [{ type: 'text', text: `No answer from Flow (${cause}). It may have done what was asked: look before you repeat it.` }] }
}
