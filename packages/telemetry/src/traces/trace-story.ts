import type { PublicationSubject, StoryEvent, Tell } from '@flow/core'
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace, type Attributes, type Context, type Span, type Tracer } from '@opentelemetry/api'
import { createRunningAttempts } from '../running-attempts.ts'
import { traceIdsOf } from './trace-ids.ts'

type Ids = { traceId: string; spanId: string }
type Instant = { name: string; parent: Context; attributes: Attributes; tookMs?: number; kind?: SpanKind; error?: string | undefined }

/** Makes spans of what is told about posts: one trace a post, from the request that made it to the webhooks that tell of its end. */
export function traceStory({ tracer, withIds }: { tracer: Tracer; withIds: (ids: Ids, make: () => Span) => Span }): Tell {
  const running = createRunningAttempts<Span>()
  const record = ({ name, parent, attributes, tookMs = 0, kind = SpanKind.INTERNAL, error }: Instant) => {
    const now = Date.now()
    const span = tracer.startSpan(name, { kind, attributes, startTime: now - tookMs }, parent)
    if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error })
    span.end(now)
  }
  const within = (attemptId: string | null, postId: string): Context => {
    const span = attemptId === null ? undefined : running.find(attemptId)
    return span ? trace.setSpan(ROOT_CONTEXT, span) : rootOf(postId)
  }

  return (event) => {
    switch (event.kind) {
      case 'changed': {
        const { action, subjectId, workspaceId, mode, requestId, tookMs } = event
        if (!subjectId.startsWith('post_')) return
        const attributes = { 'flow.post_id': subjectId, 'flow.workspace_id': workspaceId, 'flow.mode': mode, 'flow.request_id': requestId ?? '' }
        if (action !== 'createPost') return record({ name: action, parent: rootOf(subjectId), attributes, tookMs, kind: SpanKind.SERVER })
        const now = Date.now()
        const options = { kind: SpanKind.SERVER, attributes, startTime: now - tookMs, root: true }
        withIds(traceIdsOf(subjectId), () => tracer.startSpan(action, options, ROOT_CONTEXT)).end(now)
        return
      }
      case 'promoted':
        return record({ name: 'promote', parent: rootOf(event.postId), attributes: attributesOf(event) })
      case 'attempt-started': {
        const attributes = { ...attributesOf(event), 'flow.attempt_id': event.attemptId, 'flow.attempt_no': event.attemptNo, 'flow.item_no': event.itemNo }
        running.begin(event.attemptId, tracer.startSpan('attempt', { attributes }, rootOf(event.postId)))
        return
      }
      case 'exchanged': {
        const { method, host, status, step, tookMs } = event
        const attributes = {
          ...attributesOf(event),
          'http.request.method': method,
          'server.address': host,
          ...(status === null ? {} : { 'http.response.status_code': status }),
        }
        const error = status === null ? 'no answer' : status >= 400 ? `status ${status}` : undefined
        return record({ name: `network ${step}`, parent: within(event.attemptId, event.postId), attributes, tookMs, kind: SpanKind.CLIENT, error })
      }
      case 'attempt-ended':
        return endAttempt(event)
      case 'handed-back':
      case 'rescued':
      case 'looked-up':
      case 'finalized':
        return record({ name: event.kind, parent: rootOf(event.postId), attributes: attributesOf(event) })
      case 'post-settled': {
        const attributes = { 'flow.post_id': event.postId, 'flow.workspace_id': event.workspaceId }
        return record({ name: `post ${event.status}`, parent: rootOf(event.postId), attributes })
      }
      case 'delivery-attempted': {
        const { subjectId, workspaceId, webhookId, eventType, outcome, tookMs } = event
        if (!subjectId.startsWith('post_')) return
        const attributes = { 'flow.post_id': subjectId, 'flow.workspace_id': workspaceId, 'flow.webhook_id': webhookId, 'flow.event_type': eventType }
        const error = outcome === 'delivered' ? undefined : outcome
        return record({ name: 'webhook', parent: rootOf(subjectId), attributes, tookMs, kind: SpanKind.CLIENT, error })
      }
    }
  }

  function endAttempt(event: Extract<StoryEvent, { kind: 'attempt-ended' }>): void {
    const span = running.end(event.attemptId)
    const error = 'errorKind' in event ? event.errorKind : undefined
    // Settled by another process, or long after the attempt let go of it.
    if (!span) {
      record({ name: `settled: ${event.outcome}`, parent: rootOf(event.postId), attributes: attributesOf(event), error })
      return
    }
    span.setAttribute('flow.outcome', event.outcome)
    if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error })
    span.end()
  }
}

const rootOf = (postId: string): Context => trace.setSpanContext(ROOT_CONTEXT, { ...traceIdsOf(postId), traceFlags: TraceFlags.SAMPLED, isRemote: true })

const attributesOf = ({ postId, publicationId, connectionId, network, workspaceId }: PublicationSubject): Attributes => ({
  'flow.post_id': postId,
  'flow.publication_id': publicationId,
  'flow.connection_id': connectionId,
  'flow.network': network,
  'flow.workspace_id': workspaceId,
})
