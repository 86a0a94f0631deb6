import { createServer } from 'node:http'
import { join } from 'node:path'
import { chooseProduction, readEnv } from './env.ts'
import { forwardUpload, uploadPath } from './forward-upload.ts'
import { hideRewrites, nameCaller } from './forwarding.ts'

const env = readEnv()
chooseProduction()
const { default: next } = await import('next')
const app = next({ dev: false, dir: join(import.meta.dirname, '..'), hostname: env.host, port: env.port })
const handle = app.getRequestHandler()

const patienceMs = 3_000
let isReady = false
const server = createServer((request, response) => {
  if (request.url === '/healthz') {
    response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ status: isReady ? 'ok' : 'starting' }))
    return
  }
  nameCaller(request)
  if (request.method === 'POST' && request.url === uploadPath) return forwardUpload({ request, response, apiInternalUrl: env.apiInternalUrl })
  hideRewrites(response)
  void handle(request, response)
})

// Answers on their way arrive; a page that keeps its connection open does not hold it up.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), patienceMs).unref()
  })
}

await app.prepare()
isReady = true
server.listen({ host: env.host, port: env.port }, () => console.log(`The dashboard listens on http://${env.host}:${env.port}`))
