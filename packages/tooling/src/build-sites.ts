import { spawn } from 'node:child_process'
import { bin, repositoryRoot } from './run-step.ts'

const sites = ['dashboard', 'docs']
const tellEveryMs = 15_000

/** Builds the dashboard and the docs through turbo, which gives back what it built before where nothing changed. */
export async function buildSites({ onProgress }: { onProgress: (message: string) => void }): Promise<void> {
  const started = performance.now()
  const output: string[] = []
  const args = [
    'run',
    'build',
    ...sites.map((site) => `--filter=@flow/${site}`),
    '--cache=local:rw,remote:',
    '--ui=stream',
    '--output-logs=new-only',
    '--concurrency=2',
  ]
  const child = spawn(bin('turbo'), args, {
    cwd: repositoryRoot,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => output.push(text))
  const seconds = () => Math.round((performance.now() - started) / 1000)
  const telling = setInterval(() => onProgress(`Building the dashboard and the docs, which the first start does (${seconds()} s so far).`), tellEveryMs)
  const code = await new Promise<number>((resolve) => {
    child.on('error', (error) => {
      output.push(error.message)
      resolve(1)
    })
    child.on('exit', (exitCode) => resolve(exitCode ?? 1))
  })
  clearInterval(telling)
  if (code !== 0) throw new Error(`the dashboard and the docs could not be built.\n${output.join('').trimEnd().split('\n').slice(-40).join('\n')}`)
}

// usage: node build-sites.ts
if (import.meta.main) await buildSites({ onProgress: (message) => console.log(message) })
