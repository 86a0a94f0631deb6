import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Schemas } from '@flow/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noisyImage, videoFile } from './pictures.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

type Bytes = Buffer<ArrayBuffer>

const megabyte = 1024 * 1024
let folder: string
let obstacle: string | undefined
let flow: RunningFlow | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flow-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0) obstacle = `a small disk can't be mounted here: ${mounted.error?.message ?? mounted.stderr.trim()}`
  else flow = await runFlow({ workers: 0, env: { FLOW_STATE_DIR: folder, FLOW_LOG_LEVEL: 'silent' } })
})
afterAll(async () => {
  await flow?.stop()
  if (obstacle === undefined) spawnSync('umount', [folder])
  await rm(folder, { recursive: true, force: true })
})

const send = (running: RunningFlow, bytes: Bytes) => {
  const form = new FormData()
  form.append('file', new Blob([bytes]), 'file')
  return running.call('POST', '/v1/media/upload', { raw: form, headers: { 'idempotency-key': `disk-${bytes.length}` } })
}

test('a full disk is a clean 507: no row, no file, and room again for what fits', { timeout: 120_000 }, async ({ skip }) => {
  if (obstacle !== undefined || !flow) {
    console.log(`skipped: ${obstacle}`)
    return skip(obstacle)
  }
  const running = flow
  const count = async () => (await running.call('GET', '/v1/media')).json.pagination?.total
  const expectNothingKept = async (rows: number) => {
    expect(await readdir(join(folder, 'media', 'incoming'))).toEqual([])
    expect(await count()).toBe(rows)
  }

  const tooMuch = videoFile(24 * megabyte)
  const refused = await send(running, tooMuch)
  expect([refused.status, refused.json.error?.code, refused.json.error?.type]).toEqual([507, 'INSUFFICIENT_STORAGE', 'server_error'])
  expect(refused.text).not.toMatch(/ENOSPC|\/tmp|write/)
  await expectNothingKept(0)

  const picture = await noisyImage({ width: 300, height: 300 })
  const small = await send(running, picture)
  expect(small.status, small.text).toBe(201)
  // The same key again: a 507 is not kept, so that the upload can be repeated once there is room.
  expect((await send(running, tooMuch)).status).toBe(507)

  const atOnce = await Promise.all([3, 3.1, 3.2].map((size) => send(running, videoFile(size * megabyte))))
  expect(atOnce.filter(({ status }) => status !== 201 && status !== 507).map(({ text }) => text)).toEqual([])
  expect(atOnce.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1)
  const made = [small, ...atOnce].filter(({ status }) => status === 201).map(({ json }) => json.data as Schemas['Media'])
  await expectNothingKept(made.length)

  for (const { key } of made.slice(1)) expect((await running.call('DELETE', `/v1/media/${key}`)).status).toBe(204)
  expect((await send(running, videoFile(2 * megabyte))).status).toBe(201)
  const { url } = (await running.call('GET', `/v1/media/${made[0]?.key}/url`)).json.data as { url: string }
  expect(Buffer.from(await (await fetch(url.replace('localhost', '127.0.0.1'))).arrayBuffer())).toEqual(picture)
})
