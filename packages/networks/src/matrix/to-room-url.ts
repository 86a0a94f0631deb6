type Place = { roomId: string; eventId?: string; userId: string | null }

/** Where anybody may look; the account's own server is a way in for those who are not. */
export function toRoomUrl({ roomId, eventId, userId }: Place): string {
  const server = userId?.slice(userId.indexOf(':') + 1)
  const event = eventId === undefined ? '' : `/${encodeURIComponent(eventId)}`
  return `https://matrix.to/#/${encodeURIComponent(roomId)}${event}${server ? `?via=${encodeURIComponent(server)}` : ''}`
}
