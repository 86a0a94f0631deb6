import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text, buffer } from 'node:stream/consumers'
import { freePort } from '../../e2e/running-flow.ts'

export type WheelIndex = {
  uploadUrl: string
  indexUrl: string
  token: string
  /** The next upload of a file with this end fails, as where the index is down. */
  failOnce: (end: string) => void
  stop: () => Promise<void>
}

/** A Python index: takes uploads as PyPI's own does and shows them as a simple index (PEP 503). */
export async function startWheelIndex(): Promise<WheelIndex> {
  const files = new Map<string, Buffer>()
  const token = 'pypi-rehearsal'
  let failing: string | undefined

  const upload = async (request: IncomingMessage): Promise<number> => {
    if (request.headers.authorization !== `Basic ${btoa(`__token__:${token}`)}`) {
      await text(request)
      return 403
    }
    const form = await new Response(new Uint8Array(await buffer(request)), { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData()
    const file = form.get('content')
    if (!(file instanceof File) || form.get(':action') !== 'file_upload' || form.get('name') !== 'flow-sdk') return 400
    if (failing !== undefined && file.name.endsWith(failing)) {
      failing = undefined
      return 400
    }
    if (files.has(file.name)) return 409
    files.set(file.name, Buffer.from(await file.arrayBuffer()))
    return 200
  }
  const show = ({ path, response }: { path: string; response: ServerResponse }) => {
    const file = files.get(path.replace('/files/', ''))
    if (file) return void response.end(file)
    if (path !== '/simple/flow-sdk/' || files.size === 0) return void response.writeHead(404).end()
    const links = [...files.keys()].map((name) => `<a href="/files/${name}">${name}</a><br>`)
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`)
  }
  const server = createServer((request, response) => {
    if (request.method !== 'POST') return show({ path: request.url ?? '', response })
    upload(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(400).end(),
    )
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${port}`
  return {
    uploadUrl: `${url}/legacy/`,
    indexUrl: `${url}/simple`,
    token,
    failOnce: (end) => {
      failing = end
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
