import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

// What proxies add. A request with one of them came from elsewhere, whatever address the last step has.
const forwarded = ['x-forwarded-for', 'x-real-ip', 'forwarded', 'via', 'x-forwarded-host'] as const

/** Whether a request for metrics comes from this very machine, or brings the token that the operator has set. */
export function maySeeMetrics({
  remoteAddress,
  headers,
  token,
}: {
  /** Of the connection itself, not what a header says. */
  remoteAddress: string | undefined
  headers: IncomingHttpHeaders
  token: string | undefined
}): boolean {
  if (token !== undefined && isSame(/^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? '', token)) return true
  return isLoopback(remoteAddress ?? '') && forwarded.every((name) => headers[name] === undefined)
}

const isLoopback = (address: string) => address === '::1' || /^(::ffff:)?127\./.test(address)

const digest = (text: string) => createHash('sha256').update(text).digest()

const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other))
