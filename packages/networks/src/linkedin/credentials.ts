import { requireAccessToken } from '../kit/require-access-token.ts'
import type { Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'

export const readToken = (credentials: Credentials): string => requireAccessToken({ credentials, displayName: 'LinkedIn' })

/** Who posts. A connection is one author: it is kept with the credentials when they are verified. */
export function readAuthor({ credentials, remoteId }: { credentials: Credentials; remoteId: string | null }): string {
  const author = credentials.authorUrn ?? remoteId
  if (author) return author
  throw new NetworkError({ kind: 'credentials_expired', message: 'The connection does not say as whom it posts on LinkedIn. Connect the account again.' })
}

export const isOrganization = (authorUrn: string | undefined): boolean => authorUrn?.startsWith('urn:li:organization:') ?? false
