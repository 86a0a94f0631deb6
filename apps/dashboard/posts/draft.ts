import type { Schemas } from '@flow/contract/types'
import { toLocalInput } from '../time/local-time.ts'

/** One further part of a thread. `id` keeps its field in place when parts move. */
export type DraftPart = { id: string; content: string }

export type Draft = {
  channelId: string
  content: string
  title: string
  firstComment: string
  mediaKeys: string[]
  thread: DraftPart[]
  /** By network; what is left empty there is as in the post itself. */
  overrides: Record<string, Schemas['PostOverride']>
  enableOptimization: boolean
  when: 'now' | 'later'
  /** As the date-and-time field has it, in the browser's zone. */
  localTime: string
  /** What was last sent and under which key, so that sending the same again has no second effect. */
  sent: { body: string; key: string } | null
}

/** Changes to a draft, or how to make them of the draft as it is by then. */
export type DraftChange = Partial<Draft> | ((draft: Draft) => Partial<Draft>)

export const emptyDraft: Draft = {
  channelId: '',
  content: '',
  title: '',
  firstComment: '',
  mediaKeys: [],
  thread: [],
  overrides: {},
  enableOptimization: false,
  when: 'now',
  localTime: '',
  sent: null,
}

/** What was written, without when and where. */
export const toWritten = (post: Schemas['Post']) => ({
  content: post.content ?? '',
  title: post.title ?? '',
  firstComment: post.firstComment ?? '',
  mediaKeys: post.mediaKeys,
  thread: post.thread.map(({ content }, index) => ({ id: `saved-${index}`, content })),
  overrides: post.overrides,
  enableOptimization: post.enableOptimization,
})

export const toDraft = (post: Schemas['Post']): Draft => ({
  ...toWritten(post),
  channelId: post.channelId,
  when: 'later',
  localTime: toLocalInput(Date.parse(post.scheduledFor)),
  sent: null,
})

/** Whether anything was written that could be lost. */
export const isWritten = ({ content, title, firstComment, mediaKeys, thread }: Draft): boolean =>
  [content, title, firstComment].some((text) => text !== '') || mediaKeys.length > 0 || thread.length > 0

export const maximumLength = 10_000
export const mostParts = 24
export const mostMedia = 10

/** Characters as the API counts them: an emoji is one or a few, never its bytes. */
export const countCharacters = (text: string) => [...text].length
