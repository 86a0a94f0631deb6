import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Flow, FlowNotFoundError } from '../../../sdk/src/index.ts'
import { repositoryRoot } from '../run-step.ts'
import { runFlow, type RunningFlow } from './running-flow.ts'

let running: RunningFlow

beforeAll(async () => {
  running = await runFlow()
})
afterAll(() => running?.stop())

test('the TypeScript SDK creates, schedules, waits, lists and tells errors apart', async () => {
  const flow = new Flow(running.apiKey, { baseURL: running.baseUrls[0] ?? '' })
  const post = await flow.posts.create({ channelId: running.channelId, content: 'Hello from Flow!' })
  expect((await flow.posts.wait(post.id, { interval: 100 })).status).toBe('done')
  const scheduled = await flow.posts.create({ channelId: running.channelId, content: 'Later', scheduledFor: new Date(Date.now() + 3_600_000) })
  expect(scheduled.status).toBe('queued')
  const posts = await flow.posts.list({ filter: { status: 'queued', scheduledFor: { gt: new Date() } }, sort: '-scheduledFor' })
  expect(posts.map((each) => each.id)).toEqual([scheduled.id])
  await flow.posts.delete(scheduled.id)
  await expect(flow.posts.get(scheduled.id)).rejects.toBeInstanceOf(FlowNotFoundError)
  expect((await flow.networks.list()).map((network) => network.id)).toContain('telegram')
  await expect(flow.connections.create({ network: 'nowhere', credentials: { token: 't' } })).rejects.toMatchObject({ code: 'NETWORK_NOT_FOUND' })
})

const python = join(repositoryRoot, 'packages', 'sdk-python', '.venv', 'bin', 'python')
const script = `
from flow_sdk import Flow, FlowError
from datetime import datetime, timedelta
import os
flow = Flow()
channel = os.environ['FLOW_CHANNEL_ID']
post = flow.posts.create(channel_id=channel, content='Hello from Flow!', scheduled_for=datetime.now() + timedelta(days=1))
print(f'Post created: {post.id}')
flow.posts.update(post.id, {'content': 'Updated content', 'scheduled_for': datetime.now() + timedelta(days=2)})
assert flow.posts.list(filter={'status': 'queued', 'channelId': channel}, sort='-scheduledFor', page=1, per_page=50)[0].content == 'Updated content'
flow.posts.delete(post.id)
now = flow.posts.create(channel_id=channel, content='Now', enable_optimization=True)
assert flow.posts.wait(now.id, interval=0.1).status == 'done'
try:
    flow.posts.create(channel_id='invalid', content='Test')
except FlowError as e:
    assert e.status == 404 and e.details[0]['field'] == 'channelId'
tester = Flow(flow.api_keys.create(name='Test', mode='test').api_key)
connection = tester.connections.create(network='sandbox', credentials={'token': 'my_account'})
assert connection.status == 'active' and connection.account.display_name.startswith('Sandbox')
assert tester.connections.verify(connection.id).id == tester.connections.list()[0].id
assert tester.channels.create(name='Trial', connection_ids=[connection.id]).connection_ids == [connection.id]
tester.connections.delete(connection.id)
key = flow.api_keys.create({'name': 'Production Key', 'permissions': ['posts:write', 'channels:read']})
assert key.api_key.startswith('flow_sk_live_')
print('ok')
`

test('the Python SDK runs its quick start', ({ skip }) => {
  if (!existsSync(python)) skip('the Python environment is missing: no Python with venv was found')
  const run = spawnSync(python, ['-c', script], {
    env: { PATH: process.env['PATH'], FLOW_API_KEY: running.apiKey, FLOW_BASE_URL: running.baseUrls[0], FLOW_CHANNEL_ID: running.channelId },
    encoding: 'utf8',
  })
  expect(run.stderr).toBe('')
  expect(run.stdout).toMatch(/Post created: post_\w+\nok/)
})
