import { spawn } from 'node:child_process'
import { access, chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres } from './start-embedded-postgres.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flow-user-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const settings = { fsync: 'off' }
const somePort = () => 20_000 + Math.floor(Math.random() * 12_000)

describe.runIf(process.getuid?.() === 0)('started by root', () => {
  test('it runs as uid 65534, and the folder of secrets opens for passing through only', async () => {
    await chmod(folder, 0o755)
    const stateDir = join(folder, '.flow')
    const server = await startEmbeddedPostgres({ stateDir, port: somePort(), settings, onProgress: () => undefined })
    try {
      expect((await stat(server.dataDir)).uid).toBe(65534)
      expect((await stat(stateDir)).mode & 0o777).toBe(0o711)
      expect(await readdir(stateDir)).not.toContain('location')
    } finally {
      await server.stop()
    }
  })

  test('behind a folder only root may enter, data and binaries go elsewhere, and the next start finds them', async () => {
    const stateDir = join(folder, 'home', '.flow')
    const systemStateDir = join(folder, 'var')
    await chmod(folder, 0o755)
    await mkdir(join(folder, 'home'), { mode: 0o700 })
    const messages: string[] = []
    const options = { stateDir, systemStateDir, settings, onProgress: (message: string) => void messages.push(message) }

    const first = await startEmbeddedPostgres({ ...options, port: somePort() })
    await first.stop()
    const recorded = (await readFile(join(stateDir, 'location'), 'utf8')).trim()
    expect(recorded.startsWith(`${systemStateDir}/`)).toBe(true)
    expect(first.dataDir).toBe(join(recorded, 'postgres'))
    expect(messages.join('\n')).toContain(recorded)
    await expect(access(join(stateDir, 'postgres'))).rejects.toThrow()

    messages.length = 0
    const second = await startEmbeddedPostgres({ ...options, port: somePort(), systemStateDir: '/nowhere' })
    await second.stop()
    expect(second.dataDir).toBe(first.dataDir)
    expect(messages.join('\n')).not.toMatch(/Copying|Creating/)
  })

  test('data that were reachable once are not forgotten for an empty database', async () => {
    await chmod(folder, 0o755)
    const stateDir = join(folder, 'home', '.flow')
    await mkdir(join(folder, 'home'), { mode: 0o755 })
    const options = { stateDir, systemStateDir: join(folder, 'var'), settings, onProgress: () => undefined }
    await (await startEmbeddedPostgres({ ...options, port: somePort() })).stop()
    await chmod(join(folder, 'home'), 0o700)
    await expect(startEmbeddedPostgres({ ...options, port: somePort() })).rejects.toMatchObject({ code: 'UNREACHABLE' })
  })

  test('a normal user runs it as himself, and root after him keeps his ownership', async () => {
    await chown(folder, 1000, 1000)
    const stateDir = join(folder, '.flow')
    const port = somePort()
    const { exitCode, output } = await startAs({ uid: 1000, stateDir, port })
    expect({ exitCode, output }).toMatchObject({ exitCode: 0, output: expect.stringContaining('stopped') })
    expect((await stat(join(stateDir, 'postgres'))).uid).toBe(1000)
    expect((await stat(stateDir)).mode & 0o777).toBe(0o700)

    const asRoot = await startEmbeddedPostgres({ stateDir, port, settings, onProgress: () => undefined })
    await asRoot.stop()
    expect((await stat(join(stateDir, 'postgres', 'postgresql.conf'))).uid).toBe(1000)
  })

  test("another user's data are named as such", async () => {
    await chmod(folder, 0o777)
    const stateDir = join(folder, '.flow')
    const server = await startEmbeddedPostgres({ stateDir, port: somePort(), settings, onProgress: () => undefined })
    await server.stop()
    expect((await startAs({ uid: 1000, stateDir, port: somePort() })).output).toContain('NOT_OWNER')
  })
})

/** A real process of that user: what is checked is what the kernel lets it do. */
function startAs({ uid, stateDir, port }: { uid: number; stateDir: string; port: number }): Promise<{ exitCode: number | null; output: string }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    try {
      const server = await startEmbeddedPostgres({ stateDir: ${JSON.stringify(stateDir)}, port: ${port}, settings: { fsync: 'off' }, onProgress: console.log })
      await server.stop()
      console.log('stopped')
    } catch (error) { console.log(error.code, error.message); process.exitCode = 1 }`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: '/', uid, gid: uid, env: {} })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, output }))
  })
}
