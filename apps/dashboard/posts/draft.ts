import type { Schemas } from '@flow/contract/types'
import { toLocalInput } from '../time/local-time.ts'

export type Draft = {
  channelId: string
  content: string
  when: 'now' | 'later'
  /** As the date-and-time field has it, in the browser's zone. */
  localTime: string
  /** What was last sent and under which key, so that sending the same again has no second effect. */
  sent: { body: string; key: string } | null
}

export const emptyDraft: Draft = { channelId: '', content: '', when: 'now', localTime: '', sent: null }

export const toDraft = (post: Schemas['Post']): Draft => ({
  channelId: post.channelId,
  content: post.content ?? '',
  when: 'later',
  localTime: toLocalInput(Date.parse(post.scheduledFor)),
  sent: null,
})

export const maximumLength = 10_000

/** Characters as the API counts them: an emoji is one or a few, never its bytes. */
export const countCharacters = (text: string) => [...text].length

export type DraftProblems = Partial<Record<'channelId' | 'content' | 'scheduledFor', string>>

const graceMs = 60_000

/** What is plain to see before the API is asked. */
export function findProblems({ draft, instant, hasMedia, now }: { draft: Draft; instant: number | null; hasMedia: boolean; now: number }): DraftProblems {
  const length = countCharacters(draft.content)
  return {
    ...(draft.channelId ? {} : { channelId: 'Choose the channel to publish on.' }),
    ...(length === 0 && !hasMedia ? { content: 'Write something first.' } : {}),
    ...(length > maximumLength ? { content: `At most ${maximumLength.toLocaleString('en')} characters; this has ${length.toLocaleString('en')}.` } : {}),
    ...(draft.when === 'later' ? timeProblem({ instant, now }) : {}),
  }
}

function timeProblem({ instant, now }: { instant: number | null; now: number }): DraftProblems {
  if (instant === null) return { scheduledFor: 'Choose a date and a time.' }
  return instant < now - graceMs ? { scheduledFor: 'This time is past. Choose a later one, or publish now.' } : {}
}

/** Only what differs from the post as it was, in the API's form. */
export function toChanges({ draft, post, now }: { draft: Draft; post: Schemas['Post']; now: number }): Schemas['PostUpdate'] {
  const before = toDraft(post)
  const instant = draft.when === 'now' ? now : draft.localTime === before.localTime ? null : new Date(draft.localTime).getTime()
  return {
    ...(draft.channelId === before.channelId ? {} : { channelId: draft.channelId }),
    ...(draft.content === before.content ? {} : { content: draft.content === '' ? null : draft.content }),
    ...(instant === null ? {} : { scheduledFor: new Date(instant).toISOString() }),
  }
}
