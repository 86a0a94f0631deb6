import { parentPort, workerData } from 'node:worker_threads'
import document from '../../../../openapi/dist/openapi.json' with { type: 'json' }
import { createPrismJudge } from './prism-judge.ts'
import { startSpecProxy } from './spec-proxy.ts'
import type { ProxyReport, ProxyRoute } from './start-spec-proxies.ts'

// Started by start-spec-proxies.ts alone, with these.
const routes = workerData as ProxyRoute[]
const judge = await createPrismJudge(document)
const proxies = await Promise.all(routes.map((route) => startSpecProxy({ ...route, judge })))

parentPort?.once('message', async () => {
  await Promise.all(proxies.map((proxy) => proxy.close()))
  const report: ProxyReport = {
    judged: proxies.reduce((sum, proxy) => sum + proxy.judged(), 0),
    violations: proxies.flatMap((proxy) => proxy.violations()),
  }
  parentPort?.postMessage(report)
})
parentPort?.postMessage('ready')
