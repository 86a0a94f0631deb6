import type { Account } from '../port/credentials.ts'
import type { XApi } from './create-x-api.ts'
import { toAccount } from './from-x-response.ts'
import { mapXError } from './map-x-error.ts'

/** Whose the credentials are. */
export async function readMe(api: XApi): Promise<Account> {
  const answer = await api({ method: 'GET', path: 'users/me?user.fields=name,username,verified_type,subscription_type' })
  if (answer.status !== 200) throw mapXError({ answer, isWrite: false, isUpload: false })
  return toAccount(answer.json)
}
