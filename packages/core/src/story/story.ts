import type { Mode } from '@flow/db'
import type { NetworkErrorKind } from '@flow/networks/port'

/** Of which publication a line tells. Ids and names alone, never content or credentials. */
export type PublicationSubject = { workspaceId: string; postId: string; publicationId: string; connectionId: string; network: string }

/** What Flow asked a network for: to publish an item, what became of it, whether it is there, or extras afterwards. */
export type Step = 'submit' | 'check' | 'probe' | 'finalize'

export type AttemptEnd =
  | { outcome: 'published'; isLookedUp: boolean }
  /** Went out as one item of several; the next one follows. */
  | { outcome: 'item-published'; isLookedUp: boolean }
  | { outcome: 'processing'; nextInMs: number }
  | { outcome: 'retried'; errorKind: NetworkErrorKind; message: string; nextActionAt: Date }
  | { outcome: 'blocked'; errorKind: NetworkErrorKind; message: string }
  | { outcome: 'unknown'; message: string; nextInMs: number }
  /** Another worker had ended the attempt; what this one found out does not count. */
  | { outcome: 'superseded' }

export type RescuedFrom = 'dead-worker' | 'lost-job' | 'broken-attempt'

/** What a verb changed, in whose name and on which request. */
export type Change = { kind: 'changed'; action: string; subjectId: string; workspaceId: string; mode: Mode; actor: string; requestId: string | null }

/** What happened, told once it stands in the database. Logs, metrics and traces are made of these by the apps. */
export type StoryEvent =
  | (Change & { tookMs: number })
  | ({ kind: 'promoted'; runAt: Date } & PublicationSubject)
  | ({ kind: 'handed-back' } & PublicationSubject)
  | ({ kind: 'attempt-started'; attemptId: string; attemptNo: number; itemNo: number; lateMs: number | null } & PublicationSubject)
  | ({ kind: 'exchanged'; step: Step; attemptId: string | null; method: string; host: string; status: number | null; tookMs: number } & PublicationSubject)
  | ({ kind: 'attempt-ended'; attemptId: string; itemNo: number } & AttemptEnd & PublicationSubject)
  | ({ kind: 'rescued'; from: RescuedFrom } & PublicationSubject)
  | ({ kind: 'looked-up'; attemptId: string; found: 'published' | 'processing' | 'absent' | 'unanswered' } & PublicationSubject)
  | ({ kind: 'finalized'; isDone: boolean; warnings: number } & PublicationSubject)
  | { kind: 'post-settled'; workspaceId: string; postId: string; status: 'done' | 'blocked'; reasonCode: string | null }
  | {
      kind: 'delivery-attempted'
      workspaceId: string
      /** What the event is about: a post, a channel, a connection, a webhook. */
      subjectId: string
      webhookId: string
      deliveryId: string
      eventType: string
      outcome: 'delivered' | 'retried' | 'failed'
      responseStatus: number | null
      tookMs: number
    }

/** Takes what is told; it must not throw and must not keep its caller waiting. */
export type Tell = (event: StoryEvent) => void

/** For whoever nobody listens to. */
export const untold: Tell = () => undefined
