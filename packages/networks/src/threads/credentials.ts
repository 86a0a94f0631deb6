import { requireAccessToken } from '../kit/require-access-token.ts'
import type { Credentials } from '../port/credentials.ts'

export const readToken = (credentials: Credentials): string => requireAccessToken({ credentials, displayName: 'Threads' })
