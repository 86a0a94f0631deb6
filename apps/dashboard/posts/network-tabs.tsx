'use client'

import type { Schemas } from '@flow/contract/types'
import { Tabs } from 'radix-ui'
import { NetworkMark } from '../connections/network-mark.tsx'
import type { FlowError } from '../door/flow-error.ts'
import type { Draft } from './draft.ts'
import { cleanOverrides } from './draft-body.ts'
import { OverrideForm } from './override-form.tsx'

type Props = {
  networks: Schemas['Network'][]
  draft: Draft
  open: string
  onOpen: (network: string) => void
  onChange: (overrides: Draft['overrides']) => void
  error: FlowError | null
}

/** What is different on a single network: its text, title, first comment and options. */
export function NetworkTabs({ networks, draft, open, onOpen, onChange, error }: Props) {
  if (networks.length === 0) return null
  const own = cleanOverrides(draft.overrides)
  const shown = networks.some(({ id }) => id === open) ? open : (networks[0]?.id ?? '')
  return (
    <section aria-labelledby="networks-heading" className="grid gap-3">
      <div className="grid gap-0.5">
        <h2 id="networks-heading" className="font-medium text-sm">
          On single networks
        </h2>
        <p className="text-muted text-sm">What you leave empty is as above.</p>
      </div>
      <Tabs.Root value={shown} onValueChange={onOpen} className="overflow-hidden rounded-xl border border-line bg-surface">
        <Tabs.List aria-label="Networks" className="flex gap-1 overflow-x-auto border-line border-b p-1.5">
          {networks.map(({ id, name }) => (
            <Tabs.Trigger
              key={id}
              value={id}
              className="inline-flex h-9 shrink-0 items-center gap-2 rounded-lg px-3 text-muted text-sm hover:bg-sunken data-[state=active]:bg-accent-wash data-[state=active]:font-medium data-[state=active]:text-accent-strong"
            >
              <NetworkMark id={id} className="size-5 rounded text-xs" />
              {name}
              {own[id] ? (
                <>
                  <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />
                  <span className="sr-only">, differs</span>
                </>
              ) : null}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {networks.map((network) => (
          <Tabs.Content key={network.id} value={network.id} className="p-4 -outline-offset-2">
            <OverrideForm
              network={network}
              draft={draft}
              own={draft.overrides[network.id] ?? {}}
              onChange={(next) => onChange({ ...draft.overrides, [network.id]: next })}
              error={error}
            />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </section>
  )
}
