export const curlQuickStart = `. .flow/quickstart.env

curl -sS "$FLOW_BASE_URL/v1/posts" \\
  -H "Authorization: Bearer $FLOW_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"channelId":"'"$FLOW_CHANNEL_ID"'","content":"Hello from Flow!"}'`

export const typescriptQuickStart = `import { Flow } from '@flowdev/sdk'

const flow = new Flow(process.env.FLOW_API_KEY)

const post = await flow.posts.create({
  channelId: 'channel_123',
  content: 'Hello from Flow!',
  scheduledFor: new Date('2026-12-25T10:00:00Z'),
})
console.log(post.id, post.status) // post_01kb0c7w6me9f8v2s5q4r3t1xz queued`

export const pythonQuickStart = `from datetime import datetime
from flow_sdk import Flow

flow = Flow(api_key='flow_sk_live_abc12345_xyz789...')

post = flow.posts.create(
    channel_id='channel_123',
    content='Hello from Flow!',
    scheduled_for=datetime(2026, 12, 25, 10, 0, 0),
)
print(post.id, post.status)  # post_01kb0c7w6me9f8v2s5q4r3t1xz queued`
