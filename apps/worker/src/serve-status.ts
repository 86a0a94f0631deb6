import { createServer, type ServerResponse } from 'node:http'
import { maySeeMetrics, type Metrics } from '@flow/telemetry'

/** Answers `/healthz` and, to whoever may see them, `/metrics`. */
export async function serveStatus({
  host,
  port,
  metrics,
  token,
  onError,
}: {
  host: string
  port: number
  metrics: Metrics
  token: string | undefined
  onError: (error: unknown) => void
}): Promise<{ close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    if (path === '/healthz') return sendJson({ response, status: 200, body: { status: 'ok' } })
    if (path !== '/metrics') return sendJson({ response, status: 404, body: { error: 'This worker answers /healthz and /metrics.' } })
    if (!maySeeMetrics({ remoteAddress: request.socket.remoteAddress, headers: request.headers, token })) {
      const error = 'Ask from this machine itself, or with the header "Authorization: Bearer <FLOW_METRICS_TOKEN>".'
      return sendJson({ response, status: 403, body: { error } })
    }
    metrics.render().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      (error: unknown) => {
        onError(error)
        sendJson({ response, status: 500, body: { error: 'The metrics could not be told; the log says why.' } })
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function sendJson({ response, status, body }: { response: ServerResponse; status: number; body: object }): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
