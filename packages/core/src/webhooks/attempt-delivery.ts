import { sql, type SqlRunner } from '@flow/db'
import { newId } from '../ids.ts'
import { untold, type Tell } from '../story/story.ts'
import { settleAttempt, type AttemptResult } from './settle-attempt.ts'
import { signDelivery } from './sign-delivery.ts'
import type { WebhookPort } from './webhook-port.ts'

const timeoutMs = 15_000

type Due = {
  webhookId: string
  workspaceId: string
  subjectId: string
  url: string
  secret: Buffer
  previousSecret: Buffer | null
  eventId: string
  eventType: string
  data: object
  happenedAt: Date
}

/** Sends a claimed delivery once and records what came of it. True where the endpoint took it. */
export async function attemptDelivery({
  db,
  port,
  deliveryId,
  isLast = false,
  tell = untold,
}: {
  db: SqlRunner
  port: WebhookPort
  deliveryId: string
  isLast?: boolean
  tell?: Tell
}): Promise<boolean> {
  const [due] = await db.query<Due>(sql`
    select w.id as webhook_id, w.workspace_id, e.subject_id, w.url, w.secret, case when w.previous_secret_until > now() then w.previous_secret end as previous_secret,
      d.event_id, d.event_type, e.data, e.created_at as happened_at
    from webhook_delivery d join webhook w on w.id = d.webhook_id join event e on e.id = d.event_id where d.id = ${deliveryId}`)
  if (!due) return false
  const result = await send({ port, due })
  const { webhookId, workspaceId, subjectId, eventType } = due
  const outcome = await settleAttempt({ db, retrySeconds: isLast ? [] : port.retrySeconds, deliveryId, webhookId, attemptId: newId('attempt'), result })
  const { responseStatus, durationMs: tookMs } = result
  if (outcome) tell({ kind: 'delivery-attempted', workspaceId, subjectId, webhookId, deliveryId, eventType, outcome, responseStatus, tookMs })
  return result.error === null
}

async function send({ port, due }: { port: WebhookPort; due: Due }): Promise<AttemptResult> {
  const { webhookId, url, eventId, eventType, data, happenedAt } = due
  const startedAt = new Date()
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  try {
    const secrets = [due.secret, ...(due.previousSecret ? [due.previousSecret] : [])].map((sealed) => port.sealer.open({ sealed, boundTo: webhookId }))
    const body = JSON.stringify({ id: eventId, type: eventType, timestamp: happenedAt.toISOString(), data })
    const headers = signDelivery({ secrets, eventId, eventType, timestamp: Math.floor(startedAt.getTime() / 1000), body })
    const { status, body: responseBody, headers: answered } = await port.send({ url, headers, body, timeoutMs })
    return {
      startedAt,
      durationMs: took(),
      responseStatus: status,
      responseBody,
      error: explain(status),
      retryAfterSeconds: readRetryAfter(answered['retry-after']),
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { startedAt, durationMs: took(), responseStatus: null, responseBody: null, error: message, retryAfterSeconds: null }
  }
}

function explain(status: number): string | null {
  if (status >= 200 && status < 300) return null
  if (status >= 300 && status < 400) return `The endpoint answered ${status}, a redirect, which Flow does not follow. Give the address it leads to.`
  if (status === 410) return 'The endpoint answered 410: it is gone for good, so Flow has switched the webhook off.'
  return `The endpoint answered ${status}; only 2xx counts as taken.`
}

function readRetryAfter(header: string | string[] | undefined): number | null {
  const text = [header].flat()[0]
  if (text === undefined) return null
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}
