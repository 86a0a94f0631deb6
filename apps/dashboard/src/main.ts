import { createServer } from 'node:http'
import { join } from 'node:path'
import { chooseProduction, readEnv } from './env.ts'
import { hideRewrites, nameCaller } from './forwarding.ts'

const env = readEnv()
chooseProduction()
const { default: next } = await import('next')
const app = next({ dev: false, dir: join(import.meta.dirname, '..'), hostname: env.host, port: env.port })
const handle = app.getRequestHandler()

let isReady = false
const server = createServer((request, response) => {
  if (request.url === '/healthz') {
    response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ status: isReady ? 'ok' : 'starting' }))
    return
  }
  nameCaller(request)
  hideRewrites(response)
  void handle(request, response)
})

// It holds nothing that could be lost: pages ask the API, which finishes what it has begun.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0))

await app.prepare()
isReady = true
server.listen({ host: env.host, port: env.port }, () => console.log(`The dashboard listens on http://${env.host}:${env.port}`))
