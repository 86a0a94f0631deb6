export type PublishedMedia = {
  mimeType: string
  /** Bytes; 0 where the network was given an address alone. */
  size: number
  alt: string | null
  /** Where a picture of it is, at the simulator or where the poster keeps it. */
  url: string | null
}

/** What a network's handler says of a post that it makes public. */
export type NewPost = {
  /** The network's own id. */
  id: string
  text: string
  title?: string | null
  /** The chat, channel or room, where an account has more than one. */
  target?: string | null
  parentId?: string | null
  media?: readonly PublishedMedia[]
  url?: string | null
  /** What the poster chose to tell a repeat by. */
  clientKey?: string | null
  /** What else the network keeps of it. */
  record?: Readonly<Record<string, unknown>>
}

/** A post that anybody can see now. */
export type PublishedItem = Readonly<Required<NewPost>> & {
  /** Its place in the order of publishing, from 1. */
  seq: number
  network: string
  account: string
  publishedAt: string
  /** The same for every post of the account with this exact text under this parent. */
  fingerprint: string
}

export type PublishedFilter = {
  network?: string | undefined
  account?: string | undefined
  /** Part of its text or title. */
  text?: string | undefined
  /** Only what came after this place. */
  afterSeq?: number | undefined
  /** The newest so many. */
  limit?: number | undefined
}
