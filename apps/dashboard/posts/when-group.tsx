'use client'

import { coveringClass, describedBy, FieldNotes, inputClass } from '../controls/field.tsx'
import { Button } from '../controls/button.tsx'
import { describeZone, formatAbsolute, formatRelative } from '../time/format-time.ts'
import { fromLocalInput, quickTimes, toLocalInput } from '../time/local-time.ts'
import { usePostNow } from '../time/use-post-now.ts'
import type { Draft } from './draft.ts'

const choices = [
  { when: 'now', label: 'Now' },
  { when: 'later', label: 'Later' },
] as const

type Props = { draft: Draft; onChange: (changes: Partial<Draft>) => void; channelZone: string | undefined; error?: string | undefined }

export function WhenGroup({ draft, onChange, channelZone, error }: Props) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1.5 font-medium text-sm">When</legend>
      <div className="grid w-full grid-cols-2 gap-1 rounded-lg bg-sunken p-1 sm:w-64">
        {choices.map(({ when, label }) => (
          <label
            key={when}
            className="relative grid h-8 place-items-center rounded-md text-muted text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-sm"
          >
            <input type="radio" name="when" value={when} checked={draft.when === when} onChange={() => onChange({ when })} className={coveringClass} />
            {label}
          </label>
        ))}
      </div>
      {draft.when === 'later' ? <LaterFields draft={draft} onChange={onChange} channelZone={channelZone} error={error} /> : null}
    </fieldset>
  )
}

function LaterFields({ draft, onChange, channelZone, error }: Props) {
  const now = usePostNow()
  const instant = fromLocalInput(draft.localTime)
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <div className="grid gap-3">
      <div className="grid gap-1.5">
        <label htmlFor="scheduled-for" className="font-medium text-sm">
          Date and time
        </label>
        <input
          type="datetime-local"
          {...describedBy({ id: 'scheduled-for', error })}
          value={draft.localTime}
          min={toLocalInput(now)}
          onChange={(event) => onChange({ localTime: event.target.value })}
          className={`${inputClass} sm:w-64`}
        />
        <FieldNotes
          id="scheduled-for"
          error={error}
          hint={
            <>
              {instant === null ? null : <strong className="font-medium text-ink">{capitalise(formatRelative({ instant, now }))}. </strong>}
              In your time zone, {describeZone(instant ?? now)}.
              {instant !== null && channelZone && channelZone !== zone ? (
                <span className="block">
                  For the channel, in {channelZone}: {formatAbsolute({ instant, now, timeZone: channelZone })}.
                </span>
              ) : null}
            </>
          }
        />
      </div>
      <div className="flex flex-wrap gap-2">
        {quickTimes(now).map(({ label, instant: quick }) => (
          <Button key={label} size="small" onClick={() => onChange({ localTime: toLocalInput(quick) })}>
            {label}
          </Button>
        ))}
      </div>
    </div>
  )
}

const capitalise = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
