/** One call as every SDK must make it, against scripted answers. `openapi/conformance/README.md` tells of each field. */
export type Vector = {
  name: string
  tags: string[]
  client: { maxRetries?: number; timeoutMs?: number; baseURL?: string }
  call: Call
  answers: Answer[]
  /** How many requests there must be. */
  attempts: number
  /** What each of them must be. */
  request?: ExpectedRequest
  /** What they must be one by one. */
  requests?: ExpectedRequest[]
  /** Least milliseconds between a request and the next. */
  waitsMs?: number[]
  /** `same`: one idempotency key over all requests. */
  idempotencyKeys?: 'same' | 'distinct'
  outcome: Outcome
}

export type Call = {
  operation?: string
  /** The group and method of `x-sdk`. */
  group?: string
  method?: string
  ids?: string[]
  query?: Record<string, unknown>
  body?: Record<string, unknown>
  file?: { field: string; text: string; filename: string }
  options?: { timeoutMs?: number; maxRetries?: number; idempotencyKey?: string; headers?: Record<string, string> }
  /** How the answer is read: one page, all pages, or with the answer as it came. */
  read?: 'page' | 'walk' | 'response'
  /** How often it is made; the last outcome counts. */
  times?: number
  /** A webhook delivery to verify instead of an operation. */
  unwrap?: { payload: string; headers: Record<string, string>; secrets: string[]; nowSeconds: number }
}

/** `cut` breaks the connection before the answer or within its body; `isHung` never answers. */
export type Answer = { status?: number; headers?: Record<string, string>; body?: unknown; text?: string; cut?: 'before' | 'within'; isHung?: boolean }

export type ExpectedRequest = {
  method: string
  path: string
  query?: Record<string, string>
  /** `null`: the header must be missing. */
  headers?: Record<string, string | null>
  /** JSON; `null`: no body at all. */
  body?: unknown
  form?: Record<string, string | { filename: string; text: string }>
}

/** What came of a call, in words that all languages share. Exactly one of the first five is set. */
export type Outcome = {
  value?: unknown
  page?: { items: unknown[]; pagination?: unknown }
  items?: unknown[]
  error?: Record<string, unknown>
  /** The SDK refused the arguments and sent nothing. */
  isRefused?: true
  /** Of `read: response`. */
  response?: { status: number; headers: Record<string, unknown>; attempts: number }
}
