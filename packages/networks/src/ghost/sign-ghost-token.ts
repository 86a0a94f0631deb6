import { createHmac } from 'node:crypto'

const lifeSeconds = 300

/** The token that Ghost takes for five minutes: https://docs.ghost.org/admin-api/#token-authentication */
export function signGhostToken({ keyId, secret, now }: { keyId: string; secret: string; now: Date }): string {
  const iat = Math.floor(now.getTime() / 1_000)
  const content = `${encode({ alg: 'HS256', typ: 'JWT', kid: keyId })}.${encode({ iat, exp: iat + lifeSeconds, aud: '/admin/' })}`
  return `${content}.${createHmac('sha256', Buffer.from(secret, 'hex')).update(content).digest('base64url')}`
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
