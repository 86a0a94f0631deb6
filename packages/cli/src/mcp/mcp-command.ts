import type { ProgramCommand } from '../command/program-command.ts'

/** `flow mcp`. */
export const mcpCommand: ProgramCommand = {
  words: ['mcp'],
  summary: 'Serve Flow to an MCP client by standard input and output',
  description:
    "Hands a local MCP client the tools of the API's own MCP server, with the key of this program, and one more: uploading a file of this machine. A live key's publishing tools only tell what would happen until they are called with dryRun false.",
  arguments: [],
  flags: [],
  schema: null,
  examples: ['flow mcp', 'flow mcp --profile test'],
  notes: [
    'In the settings of a client: {"mcpServers": {"flow": {"command": "flow", "args": ["mcp"]}}}. The same tools are at <api>/mcp for clients that speak HTTP.',
  ],
  run: async (invocation) => (await import('./serve-stdio.ts')).serveStdio(invocation),
}
