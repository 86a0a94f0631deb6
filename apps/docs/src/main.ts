import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readEnv } from './env.ts'
import { createStaticServer } from './static-server.ts'

const folder = join(import.meta.dirname, '..', 'out')
if (!existsSync(join(folder, 'index.html'))) {
  console.error('The docs are not built yet: run `pnpm --filter @flow/docs build`.')
  process.exit(1)
}

const { host, port } = readEnv()
const server = createStaticServer({ folder })
server.on('error', (error) => {
  console.error(`The docs could not be served: ${error.message}`)
  process.exit(1)
})
server.listen(port, host, () => console.log(`The docs are at http://${host}:${port}`))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
  })
}
