'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { describedBy, Field, inputClass } from './field.tsx'

type Props = Omit<ComponentProps<'input'>, 'id'> & { id: string; label: string; hint?: ReactNode; error?: string | undefined }

/** A value that is hidden until somebody asks to see it. */
export function SecretField({ id, label, hint, error, ...input }: Props) {
  const [isShown, setIsShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <input {...input} {...describedBy({ id, error })} type={isShown ? 'text' : 'password'} className={`${inputClass} pr-11`} />
        <button
          type="button"
          onClick={() => setIsShown(!isShown)}
          aria-pressed={isShown}
          aria-label="Show the characters"
          className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-lg text-muted hover:text-ink"
        >
          <Icon className="size-4" aria-hidden="true" />
        </button>
      </div>
    </Field>
  )
}
