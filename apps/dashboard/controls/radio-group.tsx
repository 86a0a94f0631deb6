import { useId } from 'react'

type Choice<Value extends string> = { value: Value; label: string; hint?: string; refusal?: string | undefined }
type Props<Value extends string> = { legend: string; value: Value; onChange: (value: Value) => void; choices: Choice<Value>[] }

export function RadioGroup<Value extends string>({ legend, value, onChange, choices }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 font-medium text-sm">{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={`flex items-start gap-3 ${choice.refusal ? 'text-muted' : 'cursor-pointer'}`}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
            disabled={choice.refusal !== undefined}
            className="mt-1 size-4 accent-accent"
          />
          <span className="grid">
            {choice.label}
            {(choice.refusal ?? choice.hint) ? <span className="text-muted text-sm">{choice.refusal ?? choice.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
