// The least that could send: bare undici in a process of its own, so many requests at once, with no database at all.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'undici'

const [slots = 1, total = 1] = process.argv.slice(2, 4).map(Number)
const origins = process.argv.slice(4)
const dispatcher = new Agent({ connections: 16, pipelining: 1, keepAliveTimeout: 10_000 })
const body = JSON.stringify({ content: 'Measured, as long as a short post tends to be: about a hundred characters, or some more than that.' })

async function send(count: number): Promise<void> {
  let sent = 0
  await Promise.all(
    Array.from({ length: slots }, async () => {
      while (sent < count) {
        sent += 1
        const headers = { 'content-type': 'application/json', 'webhook-id': randomUUID() }
        const answer = await request(`${origins[sent % origins.length]}/floor`, { method: 'POST', headers, body, dispatcher })
        await answer.body.text()
      }
    }),
  )
}

await send(slots * 4)
const [cpu, started] = [process.cpuUsage(), performance.now()]
await send(total)
const tookMs = performance.now() - started
const used = process.cpuUsage(cpu)
console.log(JSON.stringify({ tookMs, cpuUs: (used.user + used.system) / total }))
