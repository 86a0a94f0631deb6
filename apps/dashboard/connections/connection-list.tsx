'use client'

import type { Schemas } from '@flow/contract/types'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Empty } from '../controls/empty.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { useRefusal } from '../shell/session.tsx'
import { ConnectAccount } from './connect-account.tsx'
import { ConnectionRow } from './connection-row.tsx'
import { NetworkMark } from './network-mark.tsx'
import { useNetworkName } from './network-name.tsx'
import { Returned } from './returned.tsx'
import { useConnections } from './use-connections.ts'

export function ConnectionList() {
  const connections = useConnections()
  const nameOf = useNetworkName()
  const refusal = useRefusal('connections:write')
  // Held here, since the list is no longer empty when the dialog is half way.
  const [isConnecting, setIsConnecting] = useState(false)
  return (
    <>
      <PageHeading
        title="Connections"
        lead="The accounts that Flow publishes to, and whether they still let it."
        action={<ConnectAccount isOpen={isConnecting} onOpenChange={setIsConnecting} />}
      />
      <Returned />
      <Loaded query={connections} what="the connections">
        {(list) =>
          list.length > 0 ? (
            byNetwork({ list, nameOf }).map(([network, own]) => <NetworkSection key={network} id={network} name={nameOf(network)} connections={own} />)
          ) : (
            <Empty
              title="No accounts yet"
              action={
                <Button look="primary" refusal={refusal} onClick={() => setIsConnecting(true)}>
                  <Plus aria-hidden="true" />
                  Connect the first account
                </Button>
              }
            >
              Every channel has a public feed of its own. Connect an account to publish on a network as well.
            </Empty>
          )
        }
      </Loaded>
    </>
  )
}

function NetworkSection({ id, name, connections }: { id: string; name: string; connections: Schemas['Connection'][] }) {
  return (
    <section className="grid gap-3">
      <h2 className="flex items-center gap-3 font-semibold text-lg tracking-tight">
        <NetworkMark id={id} className="size-8 text-sm" />
        {name}
        <span className="font-normal text-muted text-sm tabular-nums">{connections.length === 1 ? '1 account' : `${connections.length} accounts`}</span>
      </h2>
      <ul aria-label={`Accounts on ${name}`} className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
        {connections.map((connection) => (
          <ConnectionRow key={connection.id} connection={connection} networkName={name} />
        ))}
      </ul>
    </section>
  )
}

function byNetwork({ list, nameOf }: { list: Schemas['Connection'][]; nameOf: (id: string) => string }): [string, Schemas['Connection'][]][] {
  return [...Map.groupBy(list, ({ network }) => network)].sort(([one], [other]) => nameOf(one).localeCompare(nameOf(other)))
}
