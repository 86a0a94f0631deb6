import { readEnv } from './env.ts'
import { startSimulator } from './server/start-simulator.ts'

const simulator = await startSimulator(readEnv())
const lines = simulator.networks.map((network) => `FLOW_NETWORK_BASE_URL_${network.toUpperCase()}=${simulator.baseUrlOf(network)}`)
process.stdout.write(`Simulator: ${simulator.baseUrl}\n\n${lines.join('\n')}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void simulator.stop())
}
