'use client'

import type { Schemas } from '@flow/contract/types'
import { ColourDot } from '../channels/channel-name.tsx'
import { coveringClass, describedBy, Field, FieldNotes } from '../controls/field.tsx'
import { SelectBox } from '../controls/select-box.tsx'

type Props = { channels: Schemas['Channel'][]; value: string; onChange: (id: string) => void; error?: string | undefined }

/** More than these fill a screen; then a list is quicker to read. */
const mostShown = 12

/** All channels with their colours at one glance, or a list where there are many. */
export function ChannelPicker(props: Props) {
  return props.channels.length > mostShown ? <ChannelSelect {...props} /> : <ChannelChips {...props} />
}

function ChannelChips({ channels, value, onChange, error }: Props) {
  return (
    <fieldset aria-describedby="channel-notes" className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">Channel</legend>
      <div className="flex flex-wrap gap-2">
        {channels.map((channel, index) => (
          <label
            key={channel.id}
            className={`relative inline-flex h-10 min-w-0 max-w-full items-center gap-2.5 rounded-lg border bg-surface px-3 transition-colors hover:bg-sunken has-checked:border-accent has-checked:bg-accent-wash has-checked:font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 ${error ? 'border-danger' : 'border-line-strong'}`}
          >
            <input
              type="radio"
              name="channel"
              value={channel.id}
              checked={channel.id === value}
              onChange={() => onChange(channel.id)}
              className={coveringClass}
              {...(index === 0 ? { id: 'channel' } : {})}
            />
            <ColourDot color={channel.color} className="size-3" />
            <span className="truncate">{channel.name}</span>
          </label>
        ))}
      </div>
      <FieldNotes id="channel" error={error} />
    </fieldset>
  )
}

function ChannelSelect({ channels, value, onChange, error }: Props) {
  const chosen = channels.find((channel) => channel.id === value)
  return (
    <Field id="channel" label="Channel" error={error}>
      <div className="flex items-center gap-3">
        <ColourDot color={chosen?.color} className="size-4" />
        <SelectBox {...describedBy({ id: 'channel', error })} value={chosen ? value : ''} onChange={(event) => onChange(event.target.value)} className="flex-1">
          <option value="" disabled>
            Choose a channel
          </option>
          {channels.map((channel) => (
            <option key={channel.id} value={channel.id}>
              {channel.name}
            </option>
          ))}
        </SelectBox>
      </div>
    </Field>
  )
}
