import { Field, describedBy } from '../controls/field.tsx'
import { SelectBox } from '../controls/select-box.tsx'

type Props = { value: string; onChange: (timezone: string) => void; error?: string | undefined }

export function TimezoneField({ value, onChange, error }: Props) {
  const known = Intl.supportedValuesOf('timeZone')
  const zones = [...new Set(['UTC', value, ...known])].sort()
  return (
    <Field id="timezone" label="Time zone" hint="In which people plan this channel." error={error}>
      <SelectBox {...describedBy({ id: 'timezone', error })} value={value} onChange={(event) => onChange(event.target.value)}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll('_', ' ')}
          </option>
        ))}
      </SelectBox>
    </Field>
  )
}
