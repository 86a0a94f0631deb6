'use client'

import type { Schemas } from '@flow/contract/types'
import { ExternalLink } from 'lucide-react'
import { ChannelName } from '../channels/channel-name.tsx'
import { Instant } from '../time/instant.tsx'
import { useNow } from '../time/use-now.ts'
import { CheckConnection } from './check-connection.tsx'
import { DeleteConnection } from './delete-connection.tsx'
import { explainConnection } from './explain-connection.ts'
import { HealthPill } from './health-pill.tsx'
import { PickChannels } from './pick-channels.tsx'
import { Reconnect } from './reconnect.tsx'
import { RenameConnection } from './rename-connection.tsx'

export function ConnectionRow({ connection, networkName }: { connection: Schemas['Connection']; networkName: string }) {
  const health = explainConnection({ connection, now: useNow(60_000) })
  return (
    <li className="grid gap-3 p-4 sm:p-5">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h3 className="min-w-0 font-medium [overflow-wrap:anywhere]">{connection.name}</h3>
          <HealthPill health={health} />
        </div>
        <Account account={connection.account} name={connection.name} />
      </div>
      {health.text ? (
        <div className="grid gap-0.5 rounded-lg bg-sunken p-3 text-sm [overflow-wrap:anywhere]">
          <p>{health.text}</p>
          <p className="text-muted">{health.remedy}</p>
        </div>
      ) : null}
      <InChannels channelIds={connection.channelIds} />
      <div className="flex flex-wrap items-center gap-2">
        <Reconnect connection={connection} networkName={networkName} isUrgent={health.tone === 'danger'} />
        <PickChannels connection={connection} />
        <CheckConnection connection={connection} />
        <RenameConnection connection={connection} />
        <DeleteConnection connection={connection} networkName={networkName} />
        <span className="ml-auto px-1 text-muted text-sm">
          Confirmed <Instant at={connection.lastVerifiedAt} show="relative" />
        </span>
      </div>
    </li>
  )
}

function Account({ account, name }: { account: Schemas['ConnectionAccount']; name: string }) {
  const parts = [account.displayName === name ? null : account.displayName, account.handle].filter((part) => part !== null)
  const text = parts.join(' · ') || account.id
  if (!account.url) return <p className="text-muted text-sm [overflow-wrap:anywhere]">{text}</p>
  return (
    <a
      href={account.url}
      target="_blank"
      rel="noreferrer"
      className="inline-flex w-fit max-w-full items-center gap-1.5 rounded text-accent text-sm hover:underline"
    >
      <span className="truncate">{text}</span>
      <ExternalLink className="size-3.5 shrink-0" aria-hidden="true" />
    </a>
  )
}

function InChannels({ channelIds }: { channelIds: string[] }) {
  if (channelIds.length === 0) return <p className="text-sm text-warning">In no channel: nothing is published to it yet.</p>
  return (
    <ul aria-label="Its channels" className="flex flex-wrap gap-2">
      {channelIds.map((id) => (
        <li key={id} className="max-w-full rounded-full border border-line px-3 py-0.5 text-sm">
          <ChannelName id={id} />
        </li>
      ))}
    </ul>
  )
}
