'use client'

import type { Schemas } from '@flow/contract/types'
import { describedBy, Field, TextField } from '../controls/field.tsx'
import { type FlowError, messageFor } from '../door/flow-error.ts'
import type { Draft } from './draft.ts'
import { overrideFieldId } from './field-target.ts'
import { OptionInput } from './option-input.tsx'
import { TextArea } from './text-area.tsx'

type Props = {
  network: Schemas['Network']
  draft: Draft
  own: Schemas['PostOverride']
  onChange: (own: Schemas['PostOverride']) => void
  error: FlowError | null
}

export function OverrideForm({ network: { id, name, limits, options }, draft, own, onChange, error }: Props) {
  const problem = (field: string) => messageFor({ error, field: `overrides.${id}.${field}` })
  const text = { id: overrideFieldId({ network: id, field: 'content' }), error: problem('content') }
  const comment = { id: overrideFieldId({ network: id, field: 'firstComment' }), error: problem('firstComment') }
  return (
    <div className="grid gap-5">
      {limits.title ? (
        <TextField
          id={overrideFieldId({ network: id, field: 'title' })}
          label={`Title on ${name}`}
          value={own.title ?? ''}
          onChange={({ target }) => onChange({ ...own, title: target.value })}
          placeholder={draft.title || 'As above'}
          maxLength={300}
          error={problem('title')}
        />
      ) : null}
      <Field {...text} label={`Text on ${name}`}>
        <TextArea
          {...describedBy(text)}
          value={own.content ?? ''}
          onChange={({ target }) => onChange({ ...own, content: target.value })}
          placeholder={firstLine(draft.content) || 'As above'}
        />
      </Field>
      {limits.comment ? (
        <Field {...comment} label={`First comment on ${name}`}>
          <TextArea
            {...describedBy(comment)}
            rows={2}
            value={own.firstComment ?? ''}
            onChange={({ target }) => onChange({ ...own, firstComment: target.value })}
            placeholder={firstLine(draft.firstComment) || 'As above'}
          />
        </Field>
      ) : null}
      {options.map((option) => (
        <OptionInput
          key={option.name}
          id={overrideFieldId({ network: id, field: `options.${option.name}` })}
          option={option}
          value={own.options?.[option.name]}
          onChange={(value) => onChange({ ...own, options: { ...own.options, [option.name]: value } })}
          error={problem(`options.${option.name}`)}
        />
      ))}
      {options.length === 0 ? <p className="text-muted text-sm">{name} has no options of its own.</p> : null}
    </div>
  )
}

const firstLine = (text: string) => text.split('\n')[0]?.slice(0, 80) ?? ''
