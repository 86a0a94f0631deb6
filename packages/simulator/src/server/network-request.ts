import type { IncomingHttpHeaders } from 'node:http'

export type UploadedFile = { field: string; name: string; mimeType: string; bytes: Buffer }

/** A request as a network's own code sees it: its path is the network's own, without the simulator's prefix. */
export type NetworkRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  /** Everything that was sent, as it came. */
  bytes: Buffer
  /** The fields of a JSON object or of a form; empty for anything else. */
  body: Readonly<Record<string, unknown>>
  files: readonly UploadedFile[]
  /** Whether the body was not what its content type promised. */
  isMalformed: boolean
}
