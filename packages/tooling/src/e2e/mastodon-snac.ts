import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFlakyProxy, type FlakyProxy } from './flaky-proxy.ts'
import { freePort, until } from './running-flow.ts'

export type SnacAccount = { name: string; password: string }
export type MastodonSnac = {
  /** Where snac2 says that it is: the proxy in front of it. */
  url: string
  proxy: FlakyProxy
  createAccount: (name: string) => SnacAccount
  stop: () => Promise<void>
}

/** A real snac2 on loopback. */
export async function startMastodonSnac({ binary }: { binary: string }): Promise<MastodonSnac> {
  const [publicPort, port, folder] = [await freePort(), await freePort(), await mkdtemp(join(tmpdir(), 'flow-snac-'))]
  const data = join(folder, 'data')
  const run = (args: string[], input = '') => {
    const { status, stdout, stderr } = spawnSync(binary, args, { input, encoding: 'utf8' })
    if (status !== 0) throw new Error(`snac ${args[0]}: ${stdout}${stderr}`)
    return stdout
  }
  run(['init', data], ['127.0.0.1', port, `127.0.0.1:${publicPort}`, '', ''].map((line) => `${line}\n`).join(''))
  const settings = join(data, 'server.json')
  await writeFile(settings, (await readFile(settings, 'utf8')).replace('"protocol": "https"', '"protocol": "http"'))
  const child = spawn(binary, ['httpd', data], { stdio: 'ignore' })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await until('snac2 answers', () =>
    fetch(`http://127.0.0.1:${port}/api/v1/instance`).then(
      ({ ok }) => ok,
      () => false,
    ),
  )
  const proxy = await startFlakyProxy({ port: publicPort, targetPort: port })
  return {
    url: `http://127.0.0.1:${publicPort}`,
    proxy,
    createAccount: (name) => {
      const [, password = ''] = /password is (\S+)/.exec(run(['adduser', data, name])) ?? []
      return { name, password }
    },
    stop: async () => {
      await proxy.stop()
      child.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}
