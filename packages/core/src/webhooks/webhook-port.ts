import type { Sealer } from '../sealing/sealer.ts'

export type WebhookRequest = { url: string; headers: Record<string, string>; body: string; timeoutMs: number }
export type WebhookAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** What webhooks need from outside: how secrets are sealed, which addresses may be asked, and how. */
export type WebhookPort = {
  sealer: Sealer
  /** A phrase about what is wrong with an address; undefined where it may be asked. */
  findUrlFault: (url: string) => string | undefined
  /** Throws an Error whose message may be shown where no answer came. */
  send: (request: WebhookRequest) => Promise<WebhookAnswer>
  /** Pauses after each failed attempt, in seconds; one more failure than there are pauses is the last. */
  retrySeconds: readonly number[]
}
