'use client'

import type { Schemas } from '@flow/contract/types'
import { describedBy, Field } from '../controls/field.tsx'
import { countCharacters, type Draft, maximumLength } from './draft.ts'
import { NetworkCounters } from './network-counters.tsx'
import { TextArea } from './text-area.tsx'

const nearlyFull = 500

type Props = {
  draft: Pick<Draft, 'content' | 'overrides' | 'enableOptimization'>
  networks: Schemas['Network'][]
  onChange: (content: string) => void
  error?: string | undefined
}

export function ContentField({ draft, networks, onChange, error }: Props) {
  const length = countCharacters(draft.content)
  const left = maximumLength - length
  return (
    <Field
      id="content"
      label="Content"
      error={error}
      aside={
        <span className={`text-sm tabular-nums ${left < 0 ? 'font-medium text-danger' : left < nearlyFull ? 'text-warning' : 'text-muted'}`}>
          {length.toLocaleString('en')} of {maximumLength.toLocaleString('en')}
        </span>
      }
    >
      <TextArea
        {...describedBy({ id: 'content', error })}
        value={draft.content}
        onChange={(event) => onChange(event.target.value)}
        autoFocus
        placeholder="What do you want to say?"
        className="min-h-40"
      />
      <NetworkCounters draft={draft} networks={networks} />
    </Field>
  )
}
