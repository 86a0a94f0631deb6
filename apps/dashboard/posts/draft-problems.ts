import { countCharacters, type Draft, maximumLength } from './draft.ts'

export type DraftProblems = Partial<Record<'channelId' | 'content' | 'thread' | 'scheduledFor', string>>

const graceMs = 60_000

/** What is plain to see before the API is asked. */
export function findProblems({ draft, instant, now }: { draft: Draft; instant: number | null; now: number }): DraftProblems {
  const length = countCharacters(draft.content)
  return {
    ...(draft.channelId ? {} : { channelId: 'Choose the channel to publish on.' }),
    ...(length === 0 && draft.mediaKeys.length === 0 ? { content: 'Write something first.' } : {}),
    ...(length > maximumLength ? { content: `At most ${maximumLength.toLocaleString('en')} characters; this has ${length.toLocaleString('en')}.` } : {}),
    ...(draft.thread.some(({ content }) => content.trim() === '') ? { thread: 'A part has no text. Write it, or remove the part.' } : {}),
    ...(draft.when === 'later' ? timeProblem({ instant, now }) : {}),
  }
}

function timeProblem({ instant, now }: { instant: number | null; now: number }): DraftProblems {
  if (instant === null) return { scheduledFor: 'Choose a date and a time.' }
  return instant < now - graceMs ? { scheduledFor: 'This time is past. Choose a later one, or publish now.' } : {}
}
