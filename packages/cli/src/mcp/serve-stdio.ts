import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js'
import manifest from '../../package.json' with { type: 'json' }
import type { Invocation } from '../command/program-command.ts'
import { exitCodes } from '../exit-codes.ts'
import { createClient } from '../session/create-client.ts'
import { resolveSession } from '../session/resolve-session.ts'
import { callRemoteTool } from './call-remote-tool.ts'
import { uploadFileTool, uploadLocalFile } from './upload-file-tool.ts'

/** Serves the API's tools by standard input and output until the client closes them. */
export async function serveStdio({ flags, terminal }: Invocation): Promise<number> {
  const session = await resolveSession({ flags, terminal })
  const { flow } = await createClient({ session, isKeeping: false })
  // The one read that any key may do: a bad key or address ends the program with its reason, not every tool with a riddle.
  await flow.networks.list()
  const info = { name: 'flow', title: 'Flow', version: manifest.version }
  const remote = new Client(info)
  await remote.connect(
    new StreamableHTTPClientTransport(new URL(`${flow.baseURL}/mcp`), { requestInit: { headers: { authorization: `Bearer ${session.apiKey}` } } }),
  )
  const { tools } = await remote.listTools()
  const keyed = new Set(tools.filter(({ inputSchema }) => inputSchema.properties?.['idempotencyKey'] !== undefined).map(({ name }) => name))
  const hasUpload = tools.some(({ name }) => name === 'media_upload')

  const instructions = remote.getInstructions()
  const server = new Server(info, { capabilities: { tools: {} }, ...(instructions === undefined ? {} : { instructions }) })
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: hasUpload ? [...tools, uploadFileTool] : tools }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }): Promise<CallToolResult> => {
    if (hasUpload && params.name === uploadFileTool.name) return uploadLocalFile({ flow, args: params.arguments ?? {} })
    return callRemoteTool({ remote, name: params.name, args: params.arguments ?? {}, isKeyed: keyed.has(params.name) })
  })
  const transport = new StdioServerTransport()
  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve
    process.stdin.once('end', resolve)
    process.stdin.once('close', resolve)
  })
  await server.connect(transport)
  terminal.tell(`Serving ${tools.length} tools of ${flow.baseURL} by MCP on standard input and output.`)
  await closed
  await remote.close()
  return exitCodes.ok
}
