type Given = {
  method?: string
  token?: string
  headers?: Record<string, string>
  json?: unknown
  form?: Record<string, string>
  multipart?: FormData
  bytes?: Uint8Array<ArrayBuffer>
}

export type Answered = { status: number; headers: Headers; json: Json; text: string }

/** What an answer says: of any shape, since each test states the shape that it must have. */
export type Json = ReturnType<typeof JSON.parse>

/** A request over real HTTP, as any client makes it. */
export async function call(url: string, { method, token, headers, json, form, multipart, bytes }: Given = {}): Promise<Answered> {
  const body = json === undefined ? (form ? new URLSearchParams(form) : (multipart ?? bytes)) : JSON.stringify(json)
  const answer = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, json: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined, text }
}
