/** https://spec.matrix.org/v1.16/client-server-api/#mroommessage */
export type MatrixMessage = {
  msgtype: 'm.text' | 'm.notice' | 'm.image' | 'm.video'
  body: string
  'm.mentions': { user_ids?: string[] }
  url?: string
  filename?: string
  info?: { mimetype: string; size: number; w?: number; h?: number }
  'm.relates_to'?: { rel_type: 'm.thread'; event_id: string; is_falling_back: true; 'm.in_reply_to': { event_id: string } }
}

/** One event to send, under a transaction id that stays the same. */
export type MatrixEvent = { txnId: string; content: MatrixMessage }
