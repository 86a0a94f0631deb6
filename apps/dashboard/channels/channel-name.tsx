'use client'

import { useChannels } from './use-channels.ts'

export function ColourDot({ color, className = 'size-2.5' }: { color: string | undefined; className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-block shrink-0 rounded-full ring-1 ring-ink/15 ring-inset ${className}`}
      style={{ background: color ?? 'transparent' }}
    />
  )
}

export function ChannelName({ id }: { id: string }) {
  const { data: channels } = useChannels()
  const channel = channels?.find((candidate) => candidate.id === id)
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <ColourDot color={channel?.color} />
      <span className="truncate">{channel?.name ?? (channels ? 'Deleted channel' : ' ')}</span>
    </span>
  )
}
