import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Whether AWS signature version 4, in the header or in the query, fits the request as it came: method, path, query and every header it names. */
export function isSigned({ request, secretAccessKey }: { request: IncomingMessage; secretAccessKey: string }): boolean {
  const [path = '', search = ''] = (request.url ?? '').split('?')
  const query = new URLSearchParams(search)
  const header = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(request.headers.authorization ?? '')
  const [credential, names, signature] = header
    ? [header[1], header[2], header[3]]
    : [query.get('X-Amz-Credential'), query.get('X-Amz-SignedHeaders'), query.get('X-Amz-Signature')]
  if (!credential || !names || !signature) return false
  const time = header ? String(request.headers['x-amz-date']) : (query.get('X-Amz-Date') ?? '')
  const endsAt = Date.parse(time.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')) + Number(query.get('X-Amz-Expires') ?? 900) * 1_000
  if (!(endsAt > Date.now())) return false

  const parts = search
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('X-Amz-Signature='))
    .map((part) => (part.includes('=') ? part : `${part}=`))
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
  const payload = header ? String(request.headers['x-amz-content-sha256']) : 'UNSIGNED-PAYLOAD'
  const canonical = [request.method, path, parts.sort().join('&'), headers.join(''), names, payload].join('\n')
  const scope = credential.split('/').slice(1)
  const key = scope.reduce<Buffer>((secret, part) => createHmac('sha256', secret).update(part).digest(), Buffer.from(`AWS4${secretAccessKey}`))
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), createHash('sha256').update(canonical).digest('hex')].join('\n')
  const right = createHmac('sha256', key).update(text).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === right.length && timingSafeEqual(given, right)
}
