'use client'

import type { Schemas } from '@flow/contract/types'
import { Check, ChevronDown } from 'lucide-react'
import { Select } from 'radix-ui'
import { describedBy, Field, inputClass } from '../controls/field.tsx'
import { ColourDot } from '../channels/channel-name.tsx'

type Props = { channels: Schemas['Channel'][]; value: string; onChange: (id: string) => void; error?: string | undefined }

export function ChannelPicker({ channels, value, onChange, error }: Props) {
  const chosen = channels.find((channel) => channel.id === value)
  return (
    <Field id="channel" label="Channel" error={error}>
      <Select.Root value={chosen ? value : ''} onValueChange={onChange}>
        <Select.Trigger {...describedBy({ id: 'channel', error })} className={`${inputClass} flex items-center gap-2.5 text-left`}>
          <ColourDot color={chosen?.color} className={chosen ? 'size-3' : 'hidden'} />
          <span className={`min-w-0 flex-1 truncate ${chosen ? '' : 'text-muted'}`}>
            <Select.Value placeholder="Choose a channel">{chosen?.name}</Select.Value>
          </span>
          <ChevronDown className="size-4 text-muted" aria-hidden="true" />
        </Select.Trigger>
        <Select.Portal>
          <Select.Content
            position="popper"
            sideOffset={6}
            className="z-50 max-h-80 w-(--radix-select-trigger-width) overflow-hidden rounded-xl border border-line bg-surface shadow-raised"
          >
            <Select.Viewport className="p-2">
              {channels.map((channel) => (
                <Select.Item
                  key={channel.id}
                  value={channel.id}
                  className="flex h-10 cursor-pointer select-none items-center gap-2.5 rounded-lg px-3 outline-none data-highlighted:bg-sunken"
                >
                  <ColourDot color={channel.color} className="size-3" />
                  <span className="min-w-0 flex-1 truncate">
                    <Select.ItemText>{channel.name}</Select.ItemText>
                  </span>
                  <Select.ItemIndicator>
                    <Check className="size-4 text-accent" aria-hidden="true" />
                  </Select.ItemIndicator>
                </Select.Item>
              ))}
            </Select.Viewport>
          </Select.Content>
        </Select.Portal>
      </Select.Root>
    </Field>
  )
}
