import type { StoryEvent, Tell } from '@flow/core'

/** Of pino, what is used. */
export type StoryLog = Record<'info' | 'warn', (fields: object, message: string) => void>

/** Writes a line for all that is told. Each line about a post carries its `postId`, so that one search finds the whole story. */
export function logStory(log: StoryLog): Tell {
  return ({ kind, ...fields }) => {
    // Taken apart and put together the same.
    const event = { kind, ...fields } as StoryEvent
    const { level, message, more } = lineOf(event)
    log[level]({ ...fields, ...more }, message)
  }
}

type Line = { level: 'info' | 'warn'; message: string; more?: object }

const info = (message: string, more?: object): Line => ({ level: 'info', message, ...(more ? { more } : {}) })
const warn = (message: string): Line => ({ level: 'warn', message })

function lineOf(event: StoryEvent): Line {
  switch (event.kind) {
    case 'changed':
      return info(`${event.action} is done`, postIdOf(event.subjectId))
    case 'promoted':
      return info('promoted: the publication is about to fall due')
    case 'handed-back':
      return info('handed back unstarted: the worker stops, another has its connection’s turn, or the clock was set back')
    case 'attempt-started':
      return info('attempt started')
    case 'exchanged':
      return info(event.status === null ? 'the network gave no answer' : 'the network answered')
    case 'attempt-ended':
      return endLine(event)
    case 'looked-up':
      return info('asked the network what became of it')
    case 'rescued':
      return warn('taken up after its worker lost it')
    case 'finalized':
      return event.isDone ? info('extras after publishing are done') : warn('extras after publishing failed; the post is out')
    case 'post-settled':
      return event.status === 'done' ? info('the post is done') : warn('the post is blocked')
    case 'delivery-attempted':
      return event.outcome === 'delivered'
        ? info('webhook delivered', postIdOf(event.subjectId))
        : { ...warn('webhook not taken'), more: postIdOf(event.subjectId) }
  }
}

function endLine(event: Extract<StoryEvent, { kind: 'attempt-ended' }>): Line {
  switch (event.outcome) {
    case 'published':
      return info('published')
    case 'item-published':
      return info('an item is published; the next follows')
    case 'processing':
      return info('the network took it and is still at work on it')
    case 'retried':
      return warn('the attempt failed; Flow tries again')
    case 'blocked':
      return warn('the publication is blocked')
    case 'unknown':
      return warn('nobody knows whether it is out; Flow looks it up')
    case 'superseded':
      return info('another worker had ended the attempt')
  }
}

const postIdOf = (subjectId: string) => (subjectId.startsWith('post_') ? { postId: subjectId } : {})
