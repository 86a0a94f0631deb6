// Answers every request with the same page of 20 posts, as the API would write it.
import { createServer } from 'node:http'
import document from '../../../../../openapi/dist/openapi.json' with { type: 'json' }

const { data, pagination } = document.paths['/v1/posts'].get.responses['200'].content['application/json'].example
const [post] = data
const body = Buffer.from(
  JSON.stringify({
    data: Array.from({ length: 20 }, (_, index) => ({ ...post, id: `${post?.id.slice(0, -2)}${index + 10}` })),
    pagination: { ...pagination, total: 20 },
  }),
)
const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-request-id': 'req_01kb0c7w6me9f8v2s5q4r3t1xz' }
const server = createServer({ keepAliveTimeout: 60_000 }, (_, response) => response.writeHead(200, headers).end(body))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' ? address?.port : '')
})
