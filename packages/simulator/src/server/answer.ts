/** What a network says to one request. One of `json`, `text` and `bytes`, or none for an empty body. */
export type Answer = {
  status: number
  headers?: Readonly<Record<string, string>>
  json?: unknown
  text?: string
  bytes?: Buffer
}
