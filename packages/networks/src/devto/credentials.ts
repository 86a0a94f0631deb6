import { readServerUrl } from '../kit/read-server-url.ts'
import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import { devtoCapabilities } from './capabilities.ts'

export type ForemAccount = { server: string; apiKey: string }

export function readForemAccount(credentials: Credentials): ForemAccount {
  const apiKey = credentials.apiKey?.trim()
  if (!apiKey)
    throw new NetworkError({ kind: 'credentials_expired', message: 'The API key is missing. Connect again with one from the settings of your account.' })
  return { server: readServerUrl({ credentials, displayName: devtoCapabilities.displayName, fallback: 'https://dev.to' }), apiKey }
}
