import { createECDH, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AtpAgent } from '@atproto/api'
import { envToCfg, envToSecrets, PDS } from '@atproto/pds'
import { Database, PlcServer } from '@did-plc/server'
import { startFlakyProxy, type FlakyProxy } from './flaky-proxy.ts'
import { freePort } from './running-flow.ts'

export type BlueskyPds = {
  /** Where the PDS says that it is: the proxy in front of it. */
  url: string
  proxy: FlakyProxy
  /** Of the directory that knows its accounts. */
  directoryUrl: string
  createAccount: (name: string) => Promise<BlueskyAccount>
  takeDown: (did: string) => Promise<void>
  stop: () => Promise<void>
}
export type BlueskyAccount = { did: string; handle: string; password: string; appPassword: string; agent: AtpAgent }

/** A real Bluesky PDS with a real, empty PLC directory, on loopback. */
export async function startBlueskyPds(): Promise<BlueskyPds> {
  const [publicPort, port, plcPort] = [await freePort(), await freePort(), await freePort()]
  const dataDirectory = await mkdtemp(join(tmpdir(), 'flow-pds-'))
  const adminPassword = randomBytes(12).toString('hex')
  await mkdir(join(dataDirectory, 'blobs'))
  const plc = PlcServer.create({ db: Database.mock(), port: plcPort })
  await plc.start()
  const env = {
    devMode: true,
    hostname: 'localhost',
    port: publicPort,
    dataDirectory,
    blobstoreDiskLocation: join(dataDirectory, 'blobs'),
    didPlcUrl: `http://localhost:${plcPort}`,
    plcRotationKeyK256PrivateKeyHex: newKey(),
    jwtSecret: randomBytes(16).toString('hex'),
    dpopSecret: randomBytes(32).toString('hex'),
    adminPassword,
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    blobUploadLimit: 5 * 1024 * 1024,
    bskyAppViewUrl: 'https://appview.invalid',
    bskyAppViewDid: 'did:example:invalid',
    modServiceUrl: 'https://mod.invalid',
    modServiceDid: 'did:example:invalid',
    disableSsrfProtection: true,
    // Off by default; Bluesky's own servers have it on.
    enableDidDocWithSession: true,
    rateLimitsEnabled: false,
  }
  const config = envToCfg(env)
  // It names the proxy's port in its accounts' DID documents, and listens on its own.
  const pds = await PDS.create({ ...config, service: { ...config.service, port } }, envToSecrets(env))
  const server = await pds.start()
  // A connection that it ends while a test uses it again would look like one of its faults.
  server.keepAliveTimeout = 300_000
  const proxy = await startFlakyProxy({ port: publicPort, targetPort: port })
  const url = `http://localhost:${publicPort}`
  return {
    url,
    proxy,
    directoryUrl: `http://localhost:${plcPort}`,
    createAccount: async (name) => {
      const agent = new AtpAgent({ service: url })
      const handle = `${name}.test`
      const password = randomBytes(8).toString('hex')
      const { data } = await agent.createAccount({ email: `${name}@example.test`, handle, password })
      const created = await agent.com.atproto.server.createAppPassword({ name: 'flow' })
      return { did: data.did, handle, password, appPassword: created.data.password, agent }
    },
    takeDown: async (did) => {
      const response = await fetch(`${url}/xrpc/com.atproto.admin.updateSubjectStatus`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}`, 'content-type': 'application/json' },
        body: JSON.stringify({ subject: { $type: 'com.atproto.admin.defs#repoRef', did }, takedown: { applied: true, ref: 'test' } }),
      })
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    },
    stop: async () => {
      await proxy.stop()
      await pds.destroy()
      await plc.destroy()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

function newKey(): string {
  const curve = createECDH('secp256k1')
  curve.generateKeys()
  return curve.getPrivateKey('hex').padStart(64, '0')
}
