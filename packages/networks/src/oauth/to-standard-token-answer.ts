import { readObject } from '../kit/read-json.ts'

/**
 * A token answer as the protocol's library takes it. Some networks answer a refresh with an empty refresh token, which counts as none, so that the former one
 * stays; some name no token type, which then is the usual one. Who the account is, Flow asks the network, so an ID token has no use here.
 */
export async function toStandardTokenAnswer(response: Response): Promise<Response> {
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return response
  const text = await response.text()
  const { status, headers } = response
  return new Response(standard(text), { status, headers })
}

function standard(text: string): string {
  try {
    const { refresh_token: refreshToken, id_token: _, ...rest } = readObject(JSON.parse(text))
    return JSON.stringify({ token_type: 'bearer', ...rest, ...(refreshToken ? { refresh_token: refreshToken } : {}) })
  } catch {
    return text
  }
}
