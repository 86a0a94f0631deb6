'use client'

import type { Schemas } from '@flow/contract/types'
import { type ReactNode, useState } from 'react'
import { RadioGroup } from '../controls/radio-group.tsx'
import { AuthorizeForm } from './authorize-form.tsx'

type Way = Schemas['NetworkConnectWay']
type Props = { network: Schemas['Network']; connectionId?: string; onCancel: () => void; cancelLabel?: string; children: ReactNode }

/** The ways to connect an account, to choose from where there are two; `children` is the form for credentials. */
export function ConnectWays({ network, connectionId, onCancel, cancelLabel, children }: Props) {
  const open = network.connect.filter(({ isConfigured }) => isConfigured)
  const oauth = open.find(({ method }) => method === 'oauth')
  const [method, setMethod] = useState<Way['method']>(oauth ? 'oauth' : 'credentials')
  const closed = network.connect.find(({ method: each, isConfigured }) => each === 'oauth' && !isConfigured)
  return (
    <div className="grid gap-6">
      {open.length > 1 ? (
        <RadioGroup
          legend="How to connect"
          value={method}
          onChange={setMethod}
          choices={[
            { value: 'oauth', label: `With ${network.name}`, hint: `You allow it on a page of ${network.name}; there is nothing to copy.` },
            { value: 'credentials', label: 'With credentials', hint: 'You copy them from the account’s settings.' },
          ]}
        />
      ) : null}
      {method === 'oauth' && oauth ? (
        <AuthorizeForm
          network={network}
          way={oauth}
          {...(connectionId ? { connectionId } : {})}
          onCancel={onCancel}
          {...(cancelLabel ? { cancelLabel } : {})}
        />
      ) : (
        children
      )}
      {closed?.missingSetting ? <NotSetUp name={network.name} setting={closed.missingSetting} /> : null}
    </div>
  )
}

function NotSetUp({ name, setting }: { name: string; setting: string }) {
  return (
    <p className="text-muted text-sm [overflow-wrap:anywhere]">
      Connecting with a page of {name}, without credentials to copy, is not set up on this Flow: its operator must set{' '}
      <code className="font-mono text-xs">{setting}</code>.
    </p>
  )
}
