export type PostText = {
  content: string | null
  mediaKeys: readonly string[]
  overrides: Readonly<Record<string, { content: string }>>
  thread: readonly { content: string }[]
}

export type Part = { content: string | null; mediaKeys: readonly string[] }

/** What goes out on a network, in order: the post with that network's own text, then the parts of its thread. */
export function toParts({ post, network }: { post: PostText; network: string }): Part[] {
  const first = { content: post.overrides[network]?.content ?? post.content, mediaKeys: post.mediaKeys }
  return [first, ...post.thread.map(({ content }) => ({ content, mediaKeys: [] }))]
}
