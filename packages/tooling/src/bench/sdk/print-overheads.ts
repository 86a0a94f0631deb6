import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { quantile } from '../load.ts'
import { prepareClients, type Client } from './prepare-clients.ts'
import { run } from './run.ts'

const rounds = 60
const warmUpRounds = 10
const turnMs = 120

type Turn = { round: number; way: 'raw' | 'sdk'; calls: number; wallUs: number; cpuUs: number }

/** One call at a time over one kept connection: the bare client and the SDK in turns, in one process a language. */
export async function printOverheads({ folder, tarball }: { folder: string; tarball: string }): Promise<void> {
  const clients = prepareClients({ folder, tarball })
  const server = spawn(process.execPath, [join(import.meta.dirname, 'list-server.ts')], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const baseUrl = `http://127.0.0.1:${String((await once(server.stdout, 'data'))[0]).trim()}`
    console.log(`A list of 20 posts from a server of the same machine: ${rounds} rounds of ${turnMs} ms for each, in turns, after ${warmUpRounds} to warm up\n`)
    console.log('| language | beside | µs a call, bare | µs a call, SDK | ratio (middle half) | CPU µs, bare | CPU µs, SDK | CPU ratio (middle half) |')
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
    for (const client of clients) print({ client, baseUrl })
  } finally {
    server.kill()
  }
}

function print({ client, baseUrl }: { client: Client; baseUrl: string }): void {
  const [command = '', ...args] = client.command
  const lines = run({ command, args: [...args, baseUrl, String(warmUpRounds + rounds), String(turnMs)], cwd: client.folder })
    .trim()
    .split('\n')
  // The clients print these shapes.
  const { versions } = JSON.parse(lines.pop() ?? '') as { versions: string }
  const turns = lines.map((line) => JSON.parse(line) as Turn).filter(({ round }) => round >= warmUpRounds)
  const of = (way: Turn['way'], measure: 'wallUs' | 'cpuUs') => turns.filter((turn) => turn.way === way).map((turn) => turn[measure])
  const cells = (['wallUs', 'cpuUs'] as const).flatMap((measure) => {
    const [bare, sdk] = [of('raw', measure), of('sdk', measure)]
    // The turns of one round are compared, so that what else the machine did meanwhile falls on both.
    const ratios = sorted(sdk.map((value, index) => value / (bare[index] ?? Number.NaN)))
    const at = (share: number) => quantile(ratios, share).toFixed(2)
    return [quantile(sorted(bare), 0.5).toFixed(0), quantile(sorted(sdk), 0.5).toFixed(0), `${at(0.5)} (${at(0.25)} to ${at(0.75)})`]
  })
  console.log(`| ${[client.language, `${client.beside}, ${versions}`, ...cells].join(' | ')} |`)
}

const sorted = (values: number[]): number[] => values.toSorted((a, b) => a - b)
