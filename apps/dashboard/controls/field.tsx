import type { ComponentProps, ReactNode } from 'react'

export const inputClass =
  'h-10 w-full rounded-lg border border-line-strong bg-surface px-3 text-base text-ink transition-colors aria-invalid:border-danger disabled:opacity-60 sm:text-[15px]'

/** An input that is felt but not seen: it covers the label that is drawn in its stead. */
export const coveringClass = 'absolute inset-0 m-0 size-full cursor-pointer opacity-0'

type FieldProps = { id: string; label: string; hint?: ReactNode; error?: string | undefined; children: ReactNode; aside?: ReactNode }

/** A labelled control with its hint and its error; the control takes `aria-describedby` from `describedBy(id)`. */
export function Field({ id, label, hint, error, aside, children }: FieldProps) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="font-medium text-sm">
          {label}
        </label>
        {aside}
      </div>
      {children}
      <FieldNotes id={id} hint={hint} error={error} />
    </div>
  )
}

export function FieldNotes({ id, hint, error }: { id: string; hint?: ReactNode; error?: string | undefined }) {
  return (
    <div id={`${id}-notes`} className="grid gap-1 text-sm empty:hidden">
      {error ? (
        <p role="alert" className="text-danger">
          {error}
        </p>
      ) : null}
      {hint ? <p className="text-muted">{hint}</p> : null}
    </div>
  )
}

export const describedBy = ({ id, error }: { id: string; error?: string | undefined }) => ({
  id,
  'aria-describedby': `${id}-notes`,
  ...(error ? { 'aria-invalid': true } : {}),
})

export function TextField({ label, hint, error, aside, id, ...input }: Omit<ComponentProps<'input'>, 'id'> & Omit<FieldProps, 'children'>) {
  return (
    <Field id={id} label={label} hint={hint} error={error} aside={aside}>
      <input type="text" {...input} {...describedBy({ id, error })} className={`${inputClass} ${input.className ?? ''}`} />
    </Field>
  )
}
