import type { FastifyReply } from 'fastify'

const strictPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** What every answer carries unless its handler says otherwise: not guessed at, not kept, not run, not told to other sites. */
export function setSecurityHeaders({ reply, publicUrl }: { reply: FastifyReply; publicUrl: string }): void {
  reply.headers({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'content-security-policy': strictPolicy,
  })
  // Browsers would hold a Flow without a certificate to https for a year.
  if (publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000')
}
