'use client'

import type { Schemas } from '@flow/contract/types'
import { describedBy, Field, TextField } from '../controls/field.tsx'
import { SelectBox } from '../controls/select-box.tsx'
import { SwitchField } from '../controls/switch-field.tsx'
import { TextArea } from './text-area.tsx'

export type OptionValue = NonNullable<Schemas['PostOverride']['options']>[string]
type Props = {
  id: string
  option: Schemas['NetworkOption']
  value: OptionValue | undefined
  onChange: (value: OptionValue) => void
  error?: string | undefined
}

/** One option of a network, drawn by its kind. An empty value means that nothing is said. */
export function OptionInput({ id, option, value, onChange, error }: Props) {
  const { label, help, kind, maxLength, maxItems } = option
  switch (kind) {
    case 'boolean':
      return (
        <SwitchField
          id={id}
          label={label}
          hint={help}
          isOn={value === undefined || value === '' ? option.default === true : value === true}
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <Field id={id} label={label} hint={help} error={error}>
          <SelectBox {...describedBy({ id, error })} value={typeof value === 'string' ? value : ''} onChange={({ target }) => onChange(target.value)}>
            <option value="">{usualChoice(option)}</option>
            {(option.choices ?? []).map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </SelectBox>
        </Field>
      )
    case 'texts':
      return (
        <Field id={id} label={label} hint={`${help} One a line${maxItems === null ? '' : `, at most ${maxItems}`}.`} error={error}>
          <TextArea
            {...describedBy({ id, error })}
            rows={2}
            value={Array.isArray(value) ? value.join('\n') : ''}
            onChange={({ target }) => onChange(target.value === '' ? '' : target.value.split('\n'))}
          />
        </Field>
      )
    case 'number':
      return (
        <TextField
          id={id}
          label={label}
          hint={help}
          error={error}
          type="number"
          min={option.min ?? undefined}
          max={option.max ?? undefined}
          value={typeof value === 'number' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? '' : Number(target.value))}
        />
      )
    case 'text':
      return (
        <TextField
          id={id}
          label={label}
          hint={help}
          error={error}
          maxLength={maxLength ?? undefined}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value)}
        />
      )
  }
}

function usualChoice({ choices, default: usual }: Schemas['NetworkOption']): string {
  const label = choices?.find(({ value }) => value === usual)?.label
  return label ? `As usual: ${label}` : 'Nothing chosen'
}
