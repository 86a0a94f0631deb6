/** The public page of the quick start's channel. */
export async function findFeedUrl({ api, apiKey, channelId }: { api: string; apiKey: string; channelId: string }): Promise<string> {
  const response = await fetch(`${api}/v1/channels/${channelId}`, { headers: { authorization: `Bearer ${apiKey}` } })
  // As the contract has it for getChannel.
  const { data } = (await response.json()) as { data: { feedUrl: string | null } }
  return data.feedUrl ?? 'the feed of this channel is switched off; switch it on in the dashboard'
}
