export const key = 'flow_sk_test_abcd1234_S3cretS3cretS3cretS3cretS3cretS3cretS3cret1'

export const post = {
  id: 'post_1',
  channelId: 'channel_1',
  mode: 'test',
  status: 'queued',
  content: 'Hello',
  mediaKeys: [],
  scheduledFor: '2026-12-25T10:00:00.000Z',
  enableOptimization: false,
  reason: null,
  createdAt: '2026-12-01T08:00:00.000Z',
  updatedAt: '2026-12-01T08:00:00.000Z',
  settledAt: null,
}

export const errorBody = ({
  code,
  type = 'server_error',
  message = 'It failed.',
  ...more
}: {
  code: string
  type?: string
  message?: string
  [name: string]: unknown
}) => ({
  error: { type, code, message, details: [], requestId: 'req_body', ...more },
})

export const pageOf = ({ ids, nextCursor }: { ids: string[]; nextCursor: string | null }) => ({
  body: { data: ids.map((id) => ({ ...post, id })), pagination: { perPage: 2, nextCursor } },
})
