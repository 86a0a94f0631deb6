import type { Account, Credentials } from '../port/credentials.ts'
import { NetworkError } from '../port/network-error.ts'
import type { LinkedinApi } from './create-linkedin-api.ts'
import { isOrganization } from './credentials.ts'
import { readElements, toMember, toOrganization } from './from-linkedin-response.ts'

const postingRoles = new Set<unknown>(['ADMINISTRATOR', 'CONTENT_ADMINISTRATOR'])

/** Who posts with these credentials: the member whose token it is, or the company page they name, where its role there lets the member post. */
export async function verifyLinkedin({ api, credentials: { authorUrn } }: { api: LinkedinApi; credentials: Credentials }): Promise<Account> {
  if (authorUrn && isOrganization(authorUrn)) return verifyOrganization({ api, authorUrn })
  const member = toMember((await api({ method: 'GET', path: 'v2/userinfo' })).json)
  if (!authorUrn || authorUrn === member.remoteId) return member
  const message = `The access token is ${member.displayName}’s, who can't post as ${authorUrn}. Leave out \`authorUrn\`, or use that member’s token.`
  throw new NetworkError({ kind: 'permission_missing', message })
}

async function verifyOrganization({ api, authorUrn }: { api: LinkedinApi; authorUrn: string }): Promise<Account> {
  const { json } = await api({ method: 'GET', path: 'rest/organizationAcls?q=roleAssignee&state=APPROVED&count=100', isFinder: true })
  const mayPost = readElements(json).some(({ role, organization }) => organization === authorUrn && postingRoles.has(role))
  if (!mayPost) {
    const message = `The member whose access token this is may not post as ${authorUrn}. Have an administrator of the page give them the role of a content administrator.`
    throw new NetworkError({ kind: 'permission_missing', message })
  }
  const organization = await api({ method: 'GET', path: `rest/organizations/${authorUrn.split(':').at(-1)}` })
  return toOrganization({ json: organization.json, authorUrn })
}
