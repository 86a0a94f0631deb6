import { rotateKeys } from '@flow/core'
import { openDatabase } from '@flow/db'
import { migrate } from '@flow/db/migrate'
import { readEnv } from '../env.ts'

/** Seals everything with the first key of FLOW_MASTER_KEY, so that the others can go. May be repeated, and run while Flow does. */
const env = readEnv()
await migrate({ url: env.DATABASE_URL, onProgress: (message) => console.error(message) })
const database = openDatabase({ url: env.DATABASE_URL, poolSize: 1, applicationName: 'flow-rotate-keys', onError: (error) => console.error(error.message) })
const rotated = await rotateKeys({
  db: database.sql,
  keyRing: env.FLOW_MASTER_KEY,
  onProgress: ({ name, resealed }) => console.log(`  ${name}: ${resealed.toLocaleString('en')} sealed anew`),
})
await database.close()

const lost = rotated.flatMap(({ name, lost: keys }) => keys.map((key) => `  ${name}: ${key}`))
if (lost.length === 0) {
  console.log('Everything is sealed with the newest key. Keep the others for a day more: answers to requests that may be repeated are sealed with them.')
} else {
  console.error(`No key of FLOW_MASTER_KEY opens these, so they were left as they are:\n${lost.slice(0, 100).join('\n')}`)
  console.error(`There are ${lost.length}. Add the key they were sealed with after the newest one and run this again, or connect those accounts again.`)
  process.exitCode = 1
}
