import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export type ProxyRoute = { port: number; upstreamPort: number }
export type ProxyReport = { judged: number; violations: string[] }

/** Starts a spec proxy for each route, in a thread of their own: a test that waits for a child process would hold them up. */
export async function startSpecProxies(routes: ProxyRoute[]): Promise<{ stop: () => Promise<ProxyReport> }> {
  const thread = new Worker(new URL('./proxy-thread.ts', import.meta.url), { workerData: routes, execArgv: [] })
  await once(thread, 'message')
  return {
    stop: async () => {
      const reported = once(thread, 'message')
      thread.postMessage('stop')
      // The thread's second message is its report.
      const [report] = (await reported) as [ProxyReport]
      await thread.terminate()
      return report
    },
  }
}
