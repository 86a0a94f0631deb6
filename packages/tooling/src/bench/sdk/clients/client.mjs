// The same list, by bare fetch and by the SDK, in turns. Prints a line of JSON a turn.
import { Flow } from '@flowdev/sdk'

const [baseURL, rounds, milliseconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const flow = new Flow('flow_sk_live_bench', { baseURL })
const headers = { accept: 'application/json', authorization: 'Bearer flow_sk_live_bench' }

let page = 0
// Another address each time, as in a walk, so that nobody gains by remembering the last one.
function nextPage() {
  page += 1
  return page
}

const ways = {
  raw: async () => {
    const response = await fetch(`${baseURL}/v1/posts?perPage=20&page=${nextPage()}`, { headers })
    if (!response.ok) throw new Error(`${response.status}`)
    return (await response.json()).data
  },
  sdk: () => flow.posts.list({ perPage: 20, page: nextPage() }),
}

async function turn(way) {
  let calls = 0
  const cpu = process.cpuUsage()
  const started = performance.now()
  let now = started
  for (; now - started < milliseconds; now = performance.now()) {
    const posts = await ways[way]()
    if (posts.length !== 20) throw new Error(`${posts.length} posts came`)
    calls += 1
  }
  const { user, system } = process.cpuUsage(cpu)
  return { calls, wallUs: ((now - started) * 1_000) / calls, cpuUs: (user + system) / calls }
}

for (let round = 0; round < rounds; round += 1)
  for (const way of round % 2 === 0 ? ['raw', 'sdk'] : ['sdk', 'raw']) console.log(JSON.stringify({ round, way, ...(await turn(way)) }))
console.log(JSON.stringify({ versions: `Node ${process.versions.node}, undici ${process.versions.undici}` }))
