import { request } from 'node:http'

type Answer = { status: number; location: string | undefined; text: string; cookies: string[] }

const api = '/@atproto/oauth-provider/~api'

/**
 * Does what a person does on a PDS's own page for access: signs in and agrees, or says no. The requests are those of its page, with a browser's headers.
 * @returns where the browser is sent back to
 */
export async function agreeAtPds({
  page,
  login,
  isDenied = false,
}: {
  page: string
  login: { username: string; password: string }
  isDenied?: boolean
}): Promise<string> {
  const { origin } = new URL(page)
  const cookies = new Map<string, string>()
  const go = async ({ url, body, headers }: { url: string; body?: object; headers: Record<string, string> }): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await send({ url, body, headers: { ...headers, cookie } })
    for (const each of answer.cookies) {
      const [name = '', value = ''] = (each.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    return answer
  }
  const call = async ({ path, body, token }: { path: string; body: object; token?: string | undefined }): Promise<Record<string, unknown>> => {
    const headers = {
      origin,
      referer: page,
      'x-csrf-token': cookies.get('csrf-token') ?? '',
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'same-origin',
      'sec-fetch-dest': 'empty',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const { status, text } = await go({ url: `${origin}${api}${path}`, body, headers })
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`)
    return JSON.parse(text)
  }
  const shown = await go({ url: page, headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } })
  if (shown.status !== 200) throw new Error(`the page for access answered ${shown.status}: ${shown.text.slice(0, 500)}`)
  const backOf = async ({ url }: Record<string, unknown>): Promise<string> => {
    const headers = { referer: page, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    const { location, status, text } = await go({ url: String(url), headers })
    if (location === undefined) throw new Error(`the page for access sent the browser nowhere: ${status} ${text.slice(0, 500)}`)
    return location
  }
  if (isDenied) return backOf(await call({ path: '/reject', body: {} }))
  const signedIn = await call({ path: '/sign-in', body: { ...login, locale: 'en' } })
  const { account, ephemeralToken } = signedIn as { account: { did: string }; ephemeralToken?: string }
  return backOf(await call({ path: '/consent', body: { did: account.did }, token: ephemeralToken }))
}

/** Without `fetch`, which writes a browser's `sec-fetch` headers as it likes. */
function send({ url, body, headers }: { url: string; body: object | undefined; headers: Record<string, string> }): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const content = body === undefined ? undefined : JSON.stringify(body)
    const all = { ...headers, ...(content === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(content)) }) }
    const asked = request(url, { method: content === undefined ? 'GET' : 'POST', headers: all }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('end', () => {
        const { location, 'set-cookie': cookies = [] } = answer.headers
        resolve({ status: answer.statusCode ?? 0, location, text: Buffer.concat(parts).toString('utf8'), cookies })
      })
    })
    asked.once('error', reject)
    asked.end(content)
  })
}
