import { readVectors } from './read-vectors.ts'
import { startVectorServer } from './start-vector-server.ts'

// Run by the drivers of all languages: it prints its address and ends with its standard input.
const server = await startVectorServer(await readVectors())
console.log(server.baseURL)
process.stdin.resume()
process.stdin.on('end', () => void server.close().then(() => process.exit(0)))
