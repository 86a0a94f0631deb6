import { createHmac, timingSafeEqual } from 'node:crypto'
import { readNumber, readObject, readText } from '../kit/read-value.ts'
import type { NetworkRequest } from '../server/network-request.ts'
import type { World } from '../server/world.ts'
import { refuseGhost } from './ghost-errors.ts'

const header = (request: NetworkRequest): string | undefined => /^Ghost (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]

/** The id of the key that a request's token was made with; `garbled` where it says none. */
export function readKeyId(request: NetworkRequest): string | null {
  const token = header(request)
  return token === undefined ? null : (readText(readObject(part(token, 0)).kid) ?? 'garbled')
}

/** @throws Refusal where the token is not one that Ghost takes: its form, audience, life and, where the key is known, signature */
export function checkJwt({ request, world }: { request: NetworkRequest; world: World }): void {
  const token = header(request) ?? ''
  const invalid = (message: string) => refuseGhost({ status: 401, type: 'UnauthorizedError', message: `Invalid token: ${message}`, code: 'INVALID_JWT' })
  const [head, claims] = [readObject(part(token, 0)), readObject(part(token, 1))]
  const keyId = readText(head.kid)
  if (keyId === null) throw refuseGhost({ status: 400, type: 'BadRequestError', message: 'Invalid token', code: 'INVALID_JWT' })
  if (head.alg !== 'HS256') throw invalid('invalid algorithm')
  const [issuedAt, expiresAt] = [readNumber(claims.iat), readNumber(claims.exp)]
  const nowSeconds = world.nowMs() / 1_000
  if (claims.aud !== '/admin/' && claims.aud !== '/v3/admin/') throw invalid('jwt audience invalid. expected: /admin/')
  if (expiresAt !== null && expiresAt <= nowSeconds) throw invalid('jwt expired')
  if (issuedAt === null || nowSeconds - issuedAt > 300) throw invalid('maxAge exceeded')
  if (expiresAt === null || expiresAt - issuedAt > 300) throw invalid('maxAge exceeded')
  const secret = world.settings.ghostSecrets[keyId]
  if (secret !== undefined && !isSigned({ token, secret })) throw invalid('invalid signature')
}

function part(token: string, at: number): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[at] ?? '', 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}

function isSigned({ token, secret }: { token: string; secret: string }): boolean {
  const [head, claims, signature = ''] = token.split('.')
  const made = createHmac('sha256', Buffer.from(secret, 'hex')).update(`${head}.${claims}`).digest()
  const given = Buffer.from(signature, 'base64url')
  return given.length === made.length && timingSafeEqual(given, made)
}
