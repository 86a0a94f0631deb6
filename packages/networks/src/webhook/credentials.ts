import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export type Receiver = { url: URL; secret: string | null }

export function readReceiver({ url, secret }: Credentials): Receiver {
  if (!url || !URL.canParse(url) || !/^https?:/.test(url)) {
    throw new NetworkError({ kind: 'credentials_expired', message: 'The webhook’s url is missing or no http address. Connect again with one.' })
  }
  return { url: new URL(url), secret: secret || null }
}
