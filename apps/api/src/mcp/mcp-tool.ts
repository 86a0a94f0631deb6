import type { OperationId, OperationInfo } from '@flow/contract'

/** What a dry run of a tool does in place of the operation. */
export type DryRun = 'preflight' | 'preflight-each' | 'change' | 'change-each' | 'show' | 'show-each'

/** An operation of the API as a tool of the MCP server. */
export type McpTool = {
  name: string
  operationId: OperationId
  title: string
  description: string
  annotations: { title: string; readOnlyHint: boolean; destructiveHint?: boolean; idempotentHint?: boolean; openWorldHint: boolean }
  inputSchema: { type: 'object'; properties: Record<string, object>; required?: string[]; additionalProperties: false }
  method: OperationInfo['method']
  path: string
  permission: OperationInfo['permission']
  /** `argument` is the tool's name for the parameter: `postId` for `id`. */
  pathArguments: readonly { name: string; argument: string }[]
  queryArguments: readonly string[]
  bodyArguments: readonly string[]
  hasBody: boolean
  /** The field of the form that is a file; its bytes come as `contentBase64`. */
  fileField: string | null
  isKeyed: boolean
  dryRun: DryRun | null
  /** Fields of the answer that hold a secret. */
  secrets: readonly string[]
  /** Whether the operation is useless to who does not see its secret. */
  isSecretThePoint: boolean
}
