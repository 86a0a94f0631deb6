import { appendFileSync } from 'node:fs'
import { readVectors } from './read-vectors.ts'
import { startVectorServer } from './start-vector-server.ts'

// Run by the drivers of all languages: it prints its address and ends with its standard input. FLOW_VECTOR_REPORT names a file that gets
// every verdict as a line of JSON.
const report = process.env['FLOW_VECTOR_REPORT']
const server = await startVectorServer({
  vectors: await readVectors(),
  ...(report && { onVerdict: (verdict) => appendFileSync(report, `${JSON.stringify(verdict)}\n`) }),
})
console.log(server.baseURL)
process.stdin.resume()
process.stdin.on('end', () => void server.close().then(() => process.exit(0)))
