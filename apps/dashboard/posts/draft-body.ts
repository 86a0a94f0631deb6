import type { Schemas } from '@flow/contract/types'
import { type Draft, toDraft } from './draft.ts'

type Body = Omit<Schemas['PostCreate'], 'scheduledFor'>

/** What was written, in the API's form; what is empty is left out. */
export function toBody({ channelId, content, title, firstComment, mediaKeys, thread, overrides, enableOptimization }: Draft): Body {
  const own = cleanOverrides(overrides)
  return {
    channelId,
    ...(content === '' ? {} : { content }),
    ...(title === '' ? {} : { title }),
    ...(firstComment === '' ? {} : { firstComment }),
    ...(mediaKeys.length > 0 ? { mediaKeys } : {}),
    ...(thread.length > 0 ? { thread: toParts(thread) } : {}),
    ...(Object.keys(own).length > 0 ? { overrides: own } : {}),
    ...(enableOptimization ? { enableOptimization } : {}),
  }
}

/** Only what differs from the post as it was. */
export function toChanges({ draft, post, now }: { draft: Draft; post: Schemas['Post']; now: number }): Schemas['PostUpdate'] {
  const before = toDraft(post)
  const instant = draft.when === 'now' ? now : draft.localTime === before.localTime ? null : new Date(draft.localTime).getTime()
  const thread = toParts(draft.thread)
  const overrides = cleanOverrides(draft.overrides)
  return {
    ...(draft.channelId === before.channelId ? {} : { channelId: draft.channelId }),
    ...(draft.content === before.content ? {} : { content: draft.content || null }),
    ...(draft.title === before.title ? {} : { title: draft.title || null }),
    ...(draft.firstComment === before.firstComment ? {} : { firstComment: draft.firstComment || null }),
    ...(isSame(draft.mediaKeys, post.mediaKeys) ? {} : { mediaKeys: draft.mediaKeys }),
    ...(isSame(thread, post.thread) ? {} : { thread }),
    ...(isSame(overrides, post.overrides) ? {} : { overrides }),
    ...(draft.enableOptimization === before.enableOptimization ? {} : { enableOptimization: draft.enableOptimization }),
    ...(instant === null ? {} : { scheduledFor: new Date(instant).toISOString() }),
  }
}

const toParts = (thread: Draft['thread']) => thread.map(({ content }) => ({ content }))
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Without empty texts, blank lines of lists, and networks for which nothing is left. */
export function cleanOverrides(overrides: Draft['overrides']): Draft['overrides'] {
  return Object.fromEntries(
    Object.entries(overrides).flatMap(([network, { options = {}, ...texts }]) => {
      const kept = Object.fromEntries(Object.entries(texts).filter(([, text]) => text))
      const set = Object.fromEntries(Object.entries(options).flatMap(([name, value]) => cleanOption({ name, value })))
      const own = { ...kept, ...(Object.keys(set).length > 0 ? { options: set } : {}) }
      return Object.keys(own).length > 0 ? [[network, own]] : []
    }),
  )
}

type Value = NonNullable<Schemas['PostOverride']['options']>[string]

function cleanOption({ name, value }: { name: string; value: Value }): [string, Value][] {
  if (value === '') return []
  if (!Array.isArray(value)) return [[name, value]]
  const texts = value.map((text) => text.trim()).filter((text) => text !== '')
  return texts.length > 0 ? [[name, texts]] : []
}
