import { readObject, readText, type Json } from '../kit/read-json.ts'

/**
 * A token answer as the protocol's library takes it. Some networks answer a refresh with an empty refresh token, which counts as none, so that the former one
 * stays; some name no token type or one of their own, where all are sent as bearers; some refuse with status 200. Who the account is, Flow asks the network, so
 * an ID token has no use here.
 * @param endedGrantErrors a network's own words for `invalid_grant`
 */
export async function toStandardTokenAnswer({
  response,
  endedGrantErrors = [],
}: {
  response: Response
  endedGrantErrors?: readonly string[] | undefined
}): Promise<Response> {
  if (!response.headers.get('content-type')?.includes('json')) return response
  const { status, headers } = response
  const text = await response.text()
  const told = parse(text)
  const error = readText(told.error)
  if (error !== null && told.access_token === undefined) {
    const standard = { ...told, error: endedGrantErrors.includes(error) ? 'invalid_grant' : error }
    return new Response(JSON.stringify(standard), { status: response.ok ? 400 : status, headers })
  }
  if (!response.ok || Object.keys(told).length === 0) return new Response(text, { status, headers })
  const { refresh_token: refreshToken, id_token: _, ...rest } = told
  return new Response(JSON.stringify({ ...rest, token_type: 'bearer', ...(refreshToken ? { refresh_token: refreshToken } : {}) }), { status, headers })
}

function parse(text: string): Json {
  try {
    return readObject(JSON.parse(text))
  } catch {
    return {}
  }
}
