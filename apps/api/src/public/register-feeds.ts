import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '@flow/core'
import { sql } from '@flow/db'
import { sendError } from '../http/error-response.ts'
import type { Services } from '../http/services.ts'
import { renderFeedDocument, type FeedFormat } from './feed-documents.ts'
import { renderFeedPage } from './feed-page.ts'
import { findFeed } from './find-feed.ts'
import { sendMedia, type ServedMedia } from './send-media.ts'

const contentTypes: Record<FeedFormat | 'html', string> = {
  html: 'text/html; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

/** The public pages and feeds of channels, with the media their entries show. */
export function registerFeeds({ app, services }: { app: FastifyInstance; services: Services }): void {
  const { publicUrl, database } = services
  const db = database.sql

  app.get<{ Params: { name: string } }>('/feeds/:name', async (request, reply) => {
    const [, slug = '', format = 'html'] = /^([0-9a-z]+)(?:\.(atom|rss|json))?$/.exec(request.params.name) ?? []
    const page = await findFeed({ db, slug })
    if (!page) return missing({ request, reply })
    const isMachine = format === 'atom' || format === 'rss' || format === 'json'
    const text = isMachine ? renderFeedDocument({ page, format, publicUrl }) : renderFeedPage({ page, publicUrl })
    return sendCached({ request, reply, text, contentType: contentTypes[isMachine ? format : 'html'], modifiedAt: page.entries[0]?.publishedAt })
  })

  app.get<{ Params: { name: string; entry: string } }>('/feeds/:name/:entry', async (request, reply) => {
    const { name, entry } = request.params
    const page = await findFeed({ db, slug: name, entryKey: entry })
    if (!page || page.entries.length === 0) return missing({ request, reply })
    return sendCached({
      request,
      reply,
      text: renderFeedPage({ page, publicUrl, entryKey: entry }),
      contentType: contentTypes.html,
      modifiedAt: page.entries[0]?.publishedAt,
    })
  })

  app.get<{ Params: { name: string; key: string } }>('/feeds/:name/media/:key', async (request, reply) => {
    const { name, key } = request.params
    const page = await findFeed({ db, slug: name })
    const [media] = page
      ? await db.query<ServedMedia>(sql`
          select m.sha256, m.content_type, m.byte_size, m.filename from media m
          where m.key = ${key} and exists (select 1 from built_in_entry e where e.connection_id = ${page.connectionId} and e.media_keys @> ${[key]})`)
      : []
    if (!media) return missing({ request, reply })
    reply.header('x-robots-tag', 'noindex')
    return sendMedia({ request, reply, blobs: services.blobs, media, cacheControl: 'public, max-age=86400' })
  })
}

function sendCached({
  request,
  reply,
  text,
  contentType,
  modifiedAt,
}: {
  request: FastifyRequest
  reply: FastifyReply
  text: string
  contentType: string
  modifiedAt: Date | undefined
}): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  reply.headers({
    etag,
    'cache-control': 'public, max-age=0, must-revalidate',
    'x-robots-tag': 'noindex',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'",
    ...(modifiedAt ? { 'last-modified': modifiedAt.toUTCString() } : {}),
  })
  const known = request.headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? []
  if (known.includes(etag) || known.includes('*')) return reply.status(304).send()
  return reply.type(contentType).send(text)
}

const missing = ({ request, reply }: { request: FastifyRequest; reply: FastifyReply }) =>
  sendError({ request, reply, error: new DomainError({ code: 'ROUTE_NOT_FOUND', message: 'There is no such feed, or it is switched off.' }) })
