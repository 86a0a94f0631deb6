import { Switch } from 'radix-ui'

type Props = { id: string; label: string; hint: string; isOn: boolean; onChange: (isOn: boolean) => void }

export function SwitchField({ id, label, hint, isOn, onChange }: Props) {
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="grid gap-0.5">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        <p id={`${id}-notes`} className="text-muted text-sm">
          {hint}
        </p>
      </div>
      <Switch.Root
        id={id}
        aria-describedby={`${id}-notes`}
        checked={isOn}
        onCheckedChange={onChange}
        className="mt-0.5 h-6 w-11 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-[state=checked]:bg-accent"
      >
        <Switch.Thumb className="block size-5 rounded-full bg-surface transition-transform data-[state=checked]:translate-x-5" />
      </Switch.Root>
    </div>
  )
}
