import type { Context } from '@flow/core'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from '@modelcontextprotocol/sdk/types.js'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { callTool } from './call-tool.ts'
import { tools } from './generated/tools.gen.ts'
import type { SendCall } from './in-process.ts'
import type { McpTool } from './mcp-tool.ts'

const instructions = [
  'Flow schedules and publishes posts to many networks. A post goes to one channel, which fans it out to its connections.',
  'Begin with channels_list. Check a text with posts_preflight, create it with posts_create, and watch its status with posts_get or posts_publications.',
  'With a live key, tools that publish, change or delete posts only tell what would happen unless dryRun is false: show that to the person first.',
  'Times are RFC 3339 with an offset. Where an answer was lost, repeat the call with the same idempotencyKey.',
].join(' ')

/** A server for one request of one caller: it lists what the key may do, and does it. */
export function createMcpServer({ ctx, send }: { ctx: Context; send: SendCall }): Server {
  const info = { name: 'flow', title: 'Flow', version: document.info.version }
  const server = new Server(info, { capabilities: { tools: {} }, instructions })
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.filter((tool) => isAllowed({ ctx, tool })).map(toListed) }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name)
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${JSON.stringify(params.name)}; tools/list names them.`)
    return callTool({ tool, args: params.arguments ?? {}, ctx, send })
  })
  return server
}

const isAllowed = ({ ctx, tool }: { ctx: Context; tool: McpTool }): boolean => tool.permission === null || ctx.permissions.has(tool.permission)

const toListed = ({ name, title, description, inputSchema, annotations }: McpTool) => ({ name, title, description, inputSchema, annotations })
