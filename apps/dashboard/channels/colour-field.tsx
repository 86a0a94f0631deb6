import { Check } from 'lucide-react'
import { coveringClass, FieldNotes } from '../controls/field.tsx'

const colours = [
  { name: 'Teal', value: '#0F766E' },
  { name: 'Blue', value: '#3B82F6' },
  { name: 'Violet', value: '#7C3AED' },
  { name: 'Pink', value: '#DB2777' },
  { name: 'Red', value: '#DC2626' },
  { name: 'Orange', value: '#EA580C' },
  { name: 'Green', value: '#16A34A' },
  { name: 'Grey', value: '#64748B' },
]

export const firstColour = '#0F766E'

const swatch =
  'relative grid size-9 place-items-center rounded-full has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2'

/** Eight good ones and any other. */
export function ColourField({ value, onChange, error }: { value: string; onChange: (color: string) => void; error?: string | undefined }) {
  const isOwn = !colours.some((colour) => colour.value === value.toUpperCase())
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">Colour</legend>
      <div className="flex flex-wrap gap-2">
        {colours.map((colour) => {
          const isChosen = colour.value === value.toUpperCase()
          return (
            <label key={colour.value} className={swatch} style={{ background: colour.value }} title={colour.name}>
              <input type="radio" name="color" aria-label={colour.name} checked={isChosen} onChange={() => onChange(colour.value)} className={coveringClass} />
              {isChosen ? <Check className="size-4 text-white" strokeWidth={3} aria-hidden="true" /> : null}
            </label>
          )
        })}
        <label
          className={`${swatch} w-auto rounded-full border border-line-strong px-3 text-sm ${isOwn ? 'font-medium' : 'text-muted'}`}
          style={isOwn ? { borderColor: value, borderWidth: 3 } : {}}
        >
          <input
            type="color"
            value={value}
            onChange={(event) => onChange(event.target.value.toUpperCase())}
            className={coveringClass}
            aria-label="Another colour"
          />
          {isOwn ? value : 'Other'}
        </label>
      </div>
      <FieldNotes id="color" error={error} />
    </fieldset>
  )
}
