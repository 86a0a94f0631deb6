import { refuseMedia } from '../kit/refuse-media.ts'
import { processingEnd } from '../kit/poll-processing.ts'
import { rememberSending } from '../kit/remember-sending.ts'
import { requireText } from '../kit/require-text.ts'
import type { PublishInput } from '../port/network-adapter.ts'
import type { Remote } from '../port/publish-item.ts'
import { linkedinCapabilities } from './capabilities.ts'
import type { LinkedinApi } from './create-linkedin-api.ts'
import { DuplicateError } from './duplicate-error.ts'
import { readComment, readPost, toPublishedPost } from './from-linkedin-response.ts'
import { toLinkedinPost, toMediaContent } from './to-linkedin-post.ts'
import { uploadImage } from './upload-image.ts'
import { uploadVideo } from './upload-video.ts'
import type { LinkedinComment } from './wire.ts'

const { displayName, submitTimeoutMs } = linkedinCapabilities

type Input = { api: LinkedinApi; input: PublishInput; author: string }

export const publishOnLinkedin = async (options: Input): Promise<Remote> => {
  const { parent } = options.input.item
  return parent === null ? publishPost(options) : publishComment({ ...options, parent })
}

async function publishPost({ api, input, author }: Input): Promise<Remote> {
  const { item, progress, clock, signal } = input
  const post = toLinkedinPost({ item, author })
  const untilMs = processingEnd({ clock, submitTimeoutMs })
  const urns: string[] = []
  for (const file of item.media) {
    const upload = file.kind === 'video' ? uploadVideo : uploadImage
    urns.push(await upload({ api, owner: author, file, progress, clock, signal, untilMs }))
  }
  const content = toMediaContent({ media: item.media, urns })
  return rememberSending({
    progress,
    send: async ({ wasBegun }) => {
      try {
        return readPost(await api({ method: 'POST', path: 'rest/posts', json: { ...post, ...(content ? { content } : {}) }, isWrite: true }))
      } catch (error) {
        // LinkedIn refuses a text that it took some minutes ago, and names the post. Where an earlier attempt was begun, that post is what became of it: for a
        // member, whose posts can't be read, this is the one way to know.
        if (wasBegun && error instanceof DuplicateError && error.urn !== null) return toPublishedPost(error.urn)
        throw error
      }
    },
  })
}

async function publishComment({ api, input: { item }, author, parent }: Input & { parent: Remote }): Promise<Remote> {
  refuseMedia({ item, displayName: 'comments on LinkedIn' })
  const json: LinkedinComment = { actor: author, object: parent.remoteId, message: { text: requireText({ item, displayName }) } }
  const path = `rest/socialActions/${encodeURIComponent(parent.remoteId)}/comments`
  return readComment({ answer: await api({ method: 'POST', path, json, isWrite: true }), postUrn: parent.remoteId })
}
