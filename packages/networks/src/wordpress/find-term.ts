import { readNumber, readObject, readText } from '../kit/read-json.ts'
import { NetworkError } from '../port/network-error.ts'
import { decodeEntities } from './decode-entities.ts'
import { mapWordPressError } from './map-wordpress-error.ts'
import { readWordPressError } from './read-wordpress-error.ts'
import { toPlainHtml } from './to-plain-html.ts'
import type { WordPressClient } from './wordpress-client.ts'

/** The id of a category or a tag by its name; one that the site lacks is created. */
export async function findTerm({ client, kind, name }: { client: WordPressClient; kind: 'categories' | 'tags'; name: string }): Promise<number> {
  const path = `/wp/v2/${kind}`
  const found = await client.ask({ path, query: { search: toPlainHtml(name), per_page: '100', _fields: 'id,name' }, step: 'read' })
  for (const each of Array.isArray(found) ? found : []) {
    const term = readObject(each)
    const id = readNumber(term.id)
    if (id !== null && isSame({ name, other: decodeEntities(readText(term.name) ?? '') })) return id
  }
  const answer = await client.call({ path, method: 'POST', step: 'read', json: { name: toPlainHtml(name) } })
  const { code, termId } = readWordPressError(answer)
  // Somebody else made it in between, or it stands there under another spelling.
  if (code === 'term_exists' && termId !== null) return termId
  if (code === 'rest_cannot_create' && answer.status === 403) {
    throw new NetworkError({
      kind: 'permission_missing',
      message: `The site has no "${name}" among its ${kind}, and this user may not create it. Create it in WordPress, or leave it out.`,
    })
  }
  const id = readNumber(readObject(answer.json).id)
  if (answer.status < 200 || answer.status > 299 || id === null) throw mapWordPressError({ answer, step: 'read' })
  return id
}

const isSame = ({ name, other }: { name: string; other: string }) => name.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase()
