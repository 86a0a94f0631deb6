import { fingerprint } from '../kit/fingerprint.ts'
import { readObject, readText, type Json } from '../kit/read-json.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import { NetworkError } from '../port/network-error.ts'
import type { Remote } from '../port/publish-item.ts'
import type { LinkedinApi } from './create-linkedin-api.ts'
import { isOrganization } from './credentials.ts'
import { readComment, readCreatedMs, readElements, toPlainText, toPublishedPost } from './from-linkedin-response.ts'

const skewMs = 60_000
const maxPosts = 20

type Input = { api: LinkedinApi; input: PublishInput; author: string }

/** Looks among the page's posts, or the comments of a post, since the item was due. */
export async function probeLinkedin(options: Input): Promise<Remote | undefined> {
  if (!isOrganization(options.author)) {
    const message = 'LinkedIn does not let Flow read a member’s posts, so it is open whether it took this one. Look for it before you post again.'
    throw new NetworkError({ kind: 'outcome_unknown', message })
  }
  const { parent } = options.input.item
  return parent === null ? probePost(options) : probeComment({ ...options, parent })
}

async function probePost({ api, input: { item, progress }, author }: Input): Promise<Remote | undefined> {
  const query = `q=author&author=${encodeURIComponent(author)}&count=${maxPosts}&sortBy=LAST_MODIFIED`
  const { json } = await api({ method: 'GET', path: `rest/posts?${query}`, isFinder: true })
  const wanted = fingerprint(toPlainText(item.text))
  const mediaUrns = item.media.map(({ key }) => progress.get(`media.${key}`)).filter((urn) => urn)
  const isOurs = (post: Json): boolean => {
    if (readCreatedMs(post) < item.dueAt.getTime() - skewMs) return false
    const text = fingerprint(toPlainText(readText(post.commentary) ?? ''))
    return mediaUrnsOf(post).some((urn) => mediaUrns.includes(urn)) || (wanted !== '' && text === wanted)
  }
  const urn = readText(readElements(json).find(isOurs)?.id)
  return urn === null ? undefined : toPublishedPost(urn)
}

async function probeComment({ api, input: { item }, author, parent }: Input & { parent: Remote }): Promise<Remote | undefined> {
  const { json } = await api({ method: 'GET', path: `rest/socialActions/${encodeURIComponent(parent.remoteId)}/comments?count=${maxPosts}` })
  const wanted = fingerprint(item.text)
  const found = readElements(json).find((comment) => {
    const text = fingerprint(readText(readObject(comment.message).text) ?? '')
    return comment.actor === author && text === wanted && readCreatedMs(comment) >= item.dueAt.getTime() - skewMs
  })
  return found && readComment({ answer: { json: found, headers: new Headers() }, postUrn: parent.remoteId })
}

function mediaUrnsOf({ content }: Json): string[] {
  const { media, multiImage } = readObject(content)
  const { images } = readObject(multiImage)
  return [media, ...(Array.isArray(images) ? images : [])].map((each) => readText(readObject(each).id)).filter((urn) => urn !== null)
}
