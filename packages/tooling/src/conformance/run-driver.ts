import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Driver } from './sdk-drivers.ts'
import type { Verdict } from './start-vector-server.ts'

/** Runs the vectors of one tag in one language; tells how the driver ended and every verdict of the scenario server. */
export async function runDriver({
  driver,
  tag,
  root,
}: {
  driver: Driver
  tag: string
  root: string
}): Promise<{ code: number | null; verdicts: Verdict[]; output: string }> {
  const report = join(root, `${driver.language}.jsonl`)
  // Without vitest's own variables, by which a vitest within a vitest takes itself for a worker.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const child = spawn(driver.command, driver.args, {
    cwd: driver.cwd,
    env: { ...inherited, ...driver.env, FLOW_VECTOR_TAG: tag, FLOW_VECTOR_REPORT: report },
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const lines = existsSync(report) ? (await readFile(report, 'utf8')).trim().split('\n') : []
  return { code, output, verdicts: lines.map((line) => JSON.parse(line) as Verdict) }
}
