import { createHmac, randomBytes } from 'node:crypto'

export type MatrixEvent = { eventId: string; sender: string; content: Record<string, unknown> }
export type MatrixAccount = {
  userId: string
  accessToken: string
  /** Asks the server as this account; throws where it is refused. */
  ask: (method: string, path: string, json?: object) => Promise<Record<string, unknown>>
  createRoom: (settings?: object) => Promise<string>
  /** What was said in a room, the oldest first. */
  messagesIn: (roomId: string) => Promise<MatrixEvent[]>
  /** Logs the account in once more, on a device of its own, with a token that ends. */
  logInForAWhile: () => Promise<{ accessToken: string; refreshToken: string }>
}

/** @param adminSecret the shared secret with which an admin is registered */
export async function createMatrixAccount({ url, name, adminSecret }: { url: string; name: string; adminSecret?: string }): Promise<MatrixAccount> {
  const password = randomBytes(12).toString('hex')
  const request = async ({ method, path, json, token }: { method: string; path: string; json?: object | undefined; token?: string }) => {
    const headers = { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }
    const response = await fetch(`${url}${path}`, { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) })
    // Synapse answers nothing but objects.
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }
  const registered = adminSecret === undefined ? await register({ request, name, password }) : await registerAdmin({ request, name, password, adminSecret })
  const [userId, own] = [String(registered['user_id']), String(registered['access_token'])]
  const ask: MatrixAccount['ask'] = (method, path, json) => request({ method, path, json, token: own })
  const logInForAWhile = async () => {
    const json = { type: 'm.login.password', identifier: { type: 'm.id.user', user: userId }, password, refresh_token: true }
    const answer = await request({ method: 'POST', path: '/_matrix/client/v3/login', json })
    return { accessToken: String(answer['access_token']), refreshToken: String(answer['refresh_token']) }
  }
  return {
    userId,
    accessToken: own,
    ask,
    logInForAWhile,
    createRoom: async (settings = {}) =>
      String((await ask('POST', '/_matrix/client/v3/createRoom', { preset: 'public_chat', name: 'Flow news', ...settings }))['room_id']),
    messagesIn: async (roomId) => {
      const answer = await ask('GET', `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/messages?dir=f&limit=500`)
      // The room's events, of which messages are some.
      const events = answer['chunk'] as { type: string; event_id: string; sender: string; content: Record<string, unknown> }[]
      return events.filter(({ type }) => type === 'm.room.message').map(({ event_id: eventId, sender, content }) => ({ eventId, sender, content }))
    },
  }
}

type Request = (input: { method: string; path: string; json?: object }) => Promise<Record<string, unknown>>

const register = ({ request, name, password }: { request: Request; name: string; password: string }) =>
  request({ method: 'POST', path: '/_matrix/client/v3/register', json: { username: name, password, auth: { type: 'm.login.dummy' } } })

/** https://element-hq.github.io/synapse/latest/admin_api/register_api.html */
async function registerAdmin({ request, name, password, adminSecret }: { request: Request; name: string; password: string; adminSecret: string }) {
  const path = '/_synapse/admin/v1/register'
  const nonce = String((await request({ method: 'GET', path }))['nonce'])
  const mac = createHmac('sha1', adminSecret).update([nonce, name, password, 'admin'].join('\0')).digest('hex')
  return request({ method: 'POST', path, json: { nonce, username: name, password, admin: true, mac } })
}
