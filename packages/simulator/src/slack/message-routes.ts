import { readFlag, readJson, readList, readNumber, readObject, readText } from '../kit/read-value.ts'
import type { Answer } from '../server/answer.ts'
import type { Exchange } from '../server/exchange.ts'
import type { Route } from '../server/network.ts'
import type { Operation } from '../server/operation.ts'
import { readChannel, requireJoined, type Joined } from './slack-channel.ts'
import { refuseSlack } from './slack-errors.ts'
import { messageId, nextTs, showSlackMessage, tsOf } from './slack-message.ts'

type Fields = Readonly<Record<string, unknown>>

/** A Web API method by GET or POST; parameters come in the query, a form or JSON. */
export function slackMethod({
  name,
  operation,
  isOpen = false,
  run,
}: {
  name: string
  operation: Operation
  isOpen?: boolean
  run: (exchange: Exchange, fields: Fields) => object
}): Route[] {
  const handle = (exchange: Exchange): Answer => {
    const { query, body } = exchange.request
    return { status: 200, json: { ok: true, ...run(exchange, { ...Object.fromEntries(query), ...body }) } }
  }
  return (['GET', 'POST'] as const).map((method) => ({ method, path: `/api/${name}`, operation, handle, isOpen }))
}

/** https://api.slack.com/methods, read 2026-11-23 */
export function messageRoutes({ joined }: { joined: Joined }): Route[] {
  const history = (exchange: Exchange, fields: Fields, threadTs: string | null): object => {
    const { account, world } = exchange
    const channel = readChannel({ exchange, value: fields.channel })
    requireJoined({ exchange, value: fields.channel, joined })
    const limit = Math.min(999, readNumber(fields.limit) ?? 100)
    const oldest = readNumber(fields.oldest) ?? 0
    const latest = readNumber(fields.latest) ?? Number.POSITIVE_INFINITY
    const isShown = (id: string, parentId: string | null) =>
      threadTs === null ? parentId === null : tsOf(id) === threadTs || (parentId !== null && tsOf(parentId) === threadTs)
    const found = world.ledger
      .newest({ network: 'slack', account, target: channel, limit: 1_000 })
      .filter(({ id, parentId }) => isShown(id, parentId) && Number(tsOf(id)) > oldest && Number(tsOf(id)) <= latest)
    const messages = found.slice(0, limit).map((item) => showSlackMessage({ item, withMetadata: readFlag(fields.include_all_metadata) }))
    return { messages: threadTs === null ? messages : messages.reverse(), has_more: found.length > limit, response_metadata: { next_cursor: '' } }
  }

  return [
    ...slackMethod({
      name: 'chat.postMessage',
      operation: 'create',
      run: (exchange, fields) => {
        const channel = readChannel({ exchange, value: fields.channel })
        requireJoined({ exchange, value: fields.channel, joined })
        const { text, blocks } = readContent(fields)
        const ts = nextTs(exchange)
        const metadata = readJson(fields.metadata) ?? null
        const item = exchange.publish({
          id: messageId({ channel, ts }),
          text,
          target: channel,
          parentId: readThread({ exchange, channel, threadTs: readText(fields.thread_ts) }),
          url: permalink(channel, ts),
          record: { metadata, ...(blocks.length > 0 ? { blocks } : {}) },
        })
        return { channel, ts, message: showSlackMessage({ item, withMetadata: true }) }
      },
    }),
    ...slackMethod({ name: 'conversations.history', operation: 'check', run: (exchange, fields) => history(exchange, fields, null) }),
    ...slackMethod({ name: 'conversations.replies', operation: 'check', run: (exchange, fields) => history(exchange, fields, readText(fields.ts) ?? '') }),
    ...slackMethod({
      name: 'chat.getPermalink',
      operation: 'check',
      run: (exchange, fields) => {
        const channel = readChannel({ exchange, value: fields.channel })
        const ts = readText(fields.message_ts) ?? ''
        if (!exchange.world.ledger.find({ network: 'slack', id: messageId({ channel, ts }) })) throw refuseSlack('message_not_found')
        return { channel, permalink: permalink(channel, ts) }
      },
    }),
    ...slackMethod({
      name: 'chat.delete',
      operation: 'delete',
      run: (exchange, fields) => {
        const channel = readChannel({ exchange, value: fields.channel })
        const ts = readText(fields.ts) ?? ''
        const item = exchange.world.ledger.find({ network: 'slack', id: messageId({ channel, ts }) })
        if (item === undefined || item.account !== exchange.account) throw refuseSlack('message_not_found')
        exchange.world.ledger.remove(item)
        return { channel, ts }
      },
    }),
  ]
}

const permalink = (channel: string, ts: string): string => `https://simulator.slack.com/archives/${channel}/p${ts.replace('.', '')}`

function readContent(fields: Fields): { text: string; blocks: readonly unknown[] } {
  const blocks = readList(readJson(fields.blocks))
  const text = readText(fields.text) ?? ''
  if (text === '' && blocks.length === 0 && readList(readJson(fields.attachments)).length === 0) throw refuseSlack('no_text')
  if (blocks.length > 50) throw refuseSlack('invalid_blocks')
  const lengths = blocks.map((block) => ({
    type: readObject(block).type,
    length: (readText(readObject(readObject(block).text).text) ?? readText(readObject(block).text) ?? '').length,
  }))
  if (lengths.some(({ type, length }) => type === 'section' && length > 3_000)) throw refuseSlack('invalid_blocks')
  if (lengths.some(({ type, length }) => type === 'markdown' && length > 12_000)) throw refuseSlack('msg_blocks_too_long')
  // What is longer is cut, and the answer is good all the same.
  return { text: text.slice(0, 40_000), blocks }
}

function readThread({ exchange, channel, threadTs }: { exchange: Exchange; channel: string; threadTs: string | null }): string | null {
  if (threadTs === null || threadTs === '') return null
  const id = messageId({ channel, ts: threadTs })
  if (!exchange.world.ledger.find({ network: 'slack', id })) throw refuseSlack('thread_not_found')
  return id
}
