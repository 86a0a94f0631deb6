import { createClient } from 'redis'
import { fault, good, warning, type Finding } from '../finding.ts'
import type { Setup } from '../read-setup.ts'

const connectTimeoutMs = 3_000

/** The counter of requests, where one is set. */
export async function checkRedis({ source: { REDIS_URL: url } }: Setup): Promise<Finding[]> {
  if (url === undefined) return [good('Redis', 'not set: PostgreSQL counts requests')]
  if (!URL.canParse(url)) return [fault('Redis', { message: 'REDIS_URL is no address.', remedy: 'Write it as redis://host:port, or remove it.' })]
  const client = createClient({ url, socket: { connectTimeout: connectTimeoutMs, reconnectStrategy: false } })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.ping()
    return [good('Redis', `${new URL(url).host} answers`)]
  } catch (error) {
    const message = `${new URL(url).host} does not answer (${error instanceof Error ? error.message : String(error)}); PostgreSQL counts requests meanwhile.`
    return [warning('Redis', { message, remedy: 'Start it, mend REDIS_URL, or remove REDIS_URL.' })]
  } finally {
    client.destroy()
  }
}
