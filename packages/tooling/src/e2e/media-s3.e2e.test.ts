import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startS3, type TestS3 } from '@flow/blobs/testing'
import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../run-step.ts'
import { noisyImage, videoFile } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

type Bytes = Buffer<ArrayBuffer>

let s3: TestS3
let flow: RunningFlow
let stateDir: string

beforeAll(async () => {
  s3 = await startS3()
  stateDir = await mkdtemp(join(tmpdir(), 'flow-media-s3-'))
  flow = await runFlow({ workers: 0, isLogKept: true, env: { FLOW_STATE_DIR: stateDir, ...s3.env } })
})
afterAll(async () => {
  await flow?.stop()
  await s3?.stop()
  await rm(stateDir, { recursive: true, force: true })
})

const send = (bytes: Bytes) => {
  const form = new FormData()
  form.append('file', new Blob([bytes]), 'file')
  return flow.call('POST', '/v1/media/upload', { raw: form })
}
const addressOf = async (key: string) => {
  const { url } = (await flow.call('GET', `/v1/media/${key}/url`)).json.data as { url: string }
  return url.replace('localhost', '127.0.0.1')
}

test('media on an S3-compatible store are uploaded, served in ranges, shared by their bytes, and deleted', async () => {
  const [picture, video] = [await noisyImage({ width: 50, height: 40 }), videoFile(12_000_000)]
  for (const bytes of [picture, video]) {
    const [one, two] = [(await send(bytes)).json.data as Schemas['Media'], (await send(bytes)).json.data as Schemas['Media']]
    const address = await addressOf(one.key)
    const whole = await fetch(address)
    expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
    const part = await fetch(address, { headers: { range: 'bytes=10-19' } })
    expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(10, 20)])
    expect((await flow.call('DELETE', `/v1/media/${one.key}`)).status).toBe(204)
    const other = await addressOf(two.key)
    expect((await fetch(other, { headers: { range: 'bytes=0-0' } })).status).toBe(206)
    expect((await flow.call('DELETE', `/v1/media/${two.key}`)).status).toBe(204)
  }
  expect(await readdir(join(stateDir, 'media'))).toEqual(['incoming'])
  expect(await readdir(join(stateDir, 'media', 'incoming'))).toEqual([])
})

test('a store that can’t be reached is a 503 that says when to repeat, without a row, and no credential is logged', async () => {
  const secret = `secret${randomBytes(8).toString('hex')}`
  const lost = await runFlow({
    workers: 0,
    isLogKept: true,
    env: { ...s3.env, S3_ENDPOINT: 'http://127.0.0.1:9', S3_ACCESS_KEY_ID: 'idOfTheKey', S3_SECRET_ACCESS_KEY: secret },
  })
  try {
    const form = new FormData()
    form.append('file', new Blob([await noisyImage({ width: 5, height: 5 })]), 'file')
    const answer = await lost.call('POST', '/v1/media/upload', { raw: form })
    expect([answer.status, answer.json.error?.code, answer.headers.get('retry-after')]).toEqual([503, 'SERVICE_UNAVAILABLE', '5'])
    expect(answer.json.error?.message).toContain('store of media')
    expect((await lost.call('GET', '/v1/media')).json.pagination?.total).toBe(0)
    expect(lost.log()).toContain('BlobStoreError')
    expect(lost.log()).not.toMatch(new RegExp(`${secret}|idOfTheKey`))
  } finally {
    await lost.stop()
  }
})

test.each(['api', 'worker'])('the %s does not start on half of the settings, and names what lacks', (app) => {
  const env = {
    DATABASE_URL: flow.databaseUrl,
    FLOW_STATE_DIR: stateDir,
    FLOW_MASTER_KEY: randomBytes(32).toString('base64'),
    S3_BUCKET: 'media',
    S3_REGION: 'eu-central-1',
  }
  const run = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', join(repositoryRoot, 'apps', app, 'src', 'main.ts')], {
    env,
    encoding: 'utf8',
  })
  expect(run.status).not.toBe(0)
  expect(run.stderr).toMatch(/S3_ACCESS_KEY_ID must be the id of an access key/)
  expect(run.stderr).toMatch(/S3_SECRET_ACCESS_KEY must be/)
})
