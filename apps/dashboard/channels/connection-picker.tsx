'use client'

import Link from 'next/link'
import { NetworkName } from '../connections/network-name.tsx'
import { useConnections } from '../connections/use-connections.ts'
import { CheckGroup } from '../controls/check-group.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { SkeletonRows } from '../controls/skeleton.tsx'

type Props = { chosen: readonly string[]; onChange: (ids: string[]) => void; error?: string | undefined }

/** The accounts that a channel publishes to. */
export function ConnectionPicker({ chosen, onChange, error }: Props) {
  const connections = useConnections()
  return (
    <Loaded query={connections} what="the connections" skeleton={<SkeletonRows count={1} />}>
      {(list) =>
        list.length > 0 ? (
          <CheckGroup
            id="channel-connections"
            legend="Accounts"
            chosen={chosen}
            onChange={onChange}
            error={error}
            hint="Queued posts follow when this changes."
            choices={list.map(({ id, name, network, status }) => ({
              value: id,
              label: name,
              hint: (
                <>
                  <NetworkName id={network} />
                  {status === 'active' ? null : <span className="text-danger"> · {status === 'expired' ? 'expired' : 'error'}</span>}
                </>
              ),
            }))}
          />
        ) : (
          <p className="text-muted text-sm">
            No account is connected yet. Under{' '}
            <Link href="/connections" className="font-medium underline underline-offset-2">
              Connections
            </Link>{' '}
            you connect one.
          </p>
        )
      }
    </Loaded>
  )
}
