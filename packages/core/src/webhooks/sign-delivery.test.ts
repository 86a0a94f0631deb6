import { expect, test } from 'vitest'
import vectors from '../../../../openapi/webhooks/signature-vectors.json' with { type: 'json' }
import { signDelivery } from './sign-delivery.ts'

test.each(vectors.cases)('signs as the vectors say: $name', ({ secrets, body, headers }) => {
  const timestamp = Number(headers['webhook-timestamp'])
  expect(signDelivery({ secrets, eventId: headers['webhook-id'], eventType: 'post.delivered', timestamp, body })).toMatchObject(headers)
})
