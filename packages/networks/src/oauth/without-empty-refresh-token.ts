import { readObject } from '../kit/read-json.ts'

/** Some networks answer a refresh with an empty refresh token, which the protocol's library refuses; it counts as none, so that the former one stays. */
export async function withoutEmptyRefreshToken(response: Response): Promise<Response> {
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return response
  const text = await response.text()
  const { status, headers } = response
  return new Response(cleaned(text), { status, headers })
}

function cleaned(text: string): string {
  try {
    const { refresh_token: refreshToken, ...rest } = readObject(JSON.parse(text))
    return refreshToken === '' || refreshToken === null ? JSON.stringify(rest) : text
  } catch {
    return text
  }
}
