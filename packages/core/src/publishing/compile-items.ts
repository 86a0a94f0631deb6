import { compilePost, type Finding, type SourceMedia } from '@flow/adapt'
import { NetworkError, type AccountLimits, type Capabilities, type PostLimits } from '@flow/networks/port'
import type { PublishTask, StoredItem } from './publish-task.ts'

export type SourceText = Pick<PublishTask, 'content' | 'title' | 'firstComment' | 'mediaKeys' | 'overrides' | 'thread' | 'enableOptimization'>

/** A post as one network gets it, item by item, and what is to be said about that. */
export function compileItems({ post, media, limits }: { post: SourceText; media: readonly SourceMedia[]; limits: PostLimits }): {
  items: StoredItem[]
  findings: readonly Finding[]
} {
  const { content, title, firstComment, mediaKeys, overrides, thread, enableOptimization } = post
  // The validators judged the overrides before they were stored.
  const own = overrides as Parameters<typeof compilePost>[0]['post']['overrides']
  const compiled = compilePost({ post: { content, title, firstComment, mediaKeys, overrides: own, thread }, media, limits, isOptimized: enableOptimization })
  const parts = compiled.parts.map(
    (part, index): StoredItem => ({ kind: index === 0 ? 'post' : 'part', ...toStored(part), title: index === 0 ? compiled.title : null }),
  )
  const [first, ...rest] = parts
  const items = first && limits.thread.style === 'whole' ? [{ ...first, rest: rest.map(({ text }) => text) }] : parts
  if (compiled.comment) items.push({ kind: 'comment', ...toStored(compiled.comment), title: null })
  return { items, findings: compiled.findings }
}

const toStored = ({
  text,
  facets,
  links,
  mediaKeys,
}: {
  text: string
  facets: StoredItem['facets']
  links: readonly string[]
  mediaKeys: readonly string[]
}) => ({
  text,
  facets,
  links,
  mediaKeys,
  rest: [],
  remote: null,
})

/** What the network would still refuse when the post goes out, since its limits have changed or the post's media have. */
export function requireSendable(findings: readonly Finding[]): void {
  const [error] = findings.filter(({ severity }) => severity === 'error')
  if (error) throw new NetworkError({ kind: error.field.startsWith('media') ? 'media_rejected' : 'content_rejected', message: error.remedy })
}

/** The network's limits with those of the account or its server laid over them. */
export function limitsFor({ capabilities, limits }: { capabilities: Capabilities; limits: AccountLimits | null }): PostLimits {
  if (!limits) return capabilities
  const { text, media } = capabilities
  const { images, videos, ...rest } = limits.media ?? {}
  return {
    ...capabilities,
    text: { ...text, ...limits.text },
    media: { ...media, ...rest, images: media.images && { ...media.images, ...images }, videos: media.videos && { ...media.videos, ...videos } },
  }
}
