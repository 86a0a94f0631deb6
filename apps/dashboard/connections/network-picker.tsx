'use client'

import type { Schemas } from '@flow/contract/types'
import { ChevronRight } from 'lucide-react'
import { usePreferences } from '../shell/preferences.tsx'
import { proofWord } from './explain-connection.ts'
import { missingSettings } from './missing-settings.ts'
import { NetworkMark } from './network-mark.tsx'

/** Every network that takes accounts in this mode, as the API lists them. */
export function NetworkPicker({ networks, onPick }: { networks: Schemas['Network'][]; onPick: (network: Schemas['Network']) => void }) {
  const { mode } = usePreferences()
  const here = networks.filter(({ auth, modes }) => auth !== 'none' && modes.includes(mode))
  return (
    <div className="grid gap-4">
      <ul aria-label="Networks" className="grid gap-2">
        {here.map((network) => (
          <li key={network.id}>{network.isConnectable ? <Choice network={network} onPick={() => onPick(network)} /> : <NotSetUp network={network} />}</li>
        ))}
      </ul>
      {mode === 'test' ? <p className="text-muted text-sm">Test posts reach the sandbox alone. Other networks are connected in live mode.</p> : null}
    </div>
  )
}

const card = 'flex w-full items-center gap-3 rounded-xl border px-3 py-2.5 text-left'

function Choice({ network, onPick }: { network: Schemas['Network']; onPick: () => void }) {
  return (
    <button type="button" onClick={onPick} className={`${card} border-line bg-surface transition-colors hover:border-accent hover:bg-accent-wash`}>
      <NetworkMark id={network.id} />
      <span className="grid min-w-0 flex-1">
        <span className="font-medium">{network.name}</span>
        <span className="text-muted text-sm">{proofWord(network.verifiedAgainst)}</span>
      </span>
      <ChevronRight className="size-4 shrink-0 text-muted" aria-hidden="true" />
    </button>
  )
}

function NotSetUp({ network }: { network: Schemas['Network'] }) {
  return (
    <div className={`${card} border-line border-dashed`}>
      <NetworkMark id={network.id} />
      <span className="grid min-w-0 flex-1">
        <span className="font-medium">{network.name}</span>
        <span className="text-muted text-sm [overflow-wrap:anywhere]">
          Not set up on this Flow: its operator must set <code className="font-mono text-xs">{missingSettings(network).join(', ')}</code>.
        </span>
      </span>
    </div>
  )
}
