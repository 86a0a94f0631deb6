'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { describedBy, Field, inputClass } from '../controls/field.tsx'

export function PasswordField({ hint, error, ...input }: ComponentProps<'input'> & { hint?: string; error?: string | undefined }) {
  const [isShown, setIsShown] = useState(false)
  const Icon = isShown ? EyeOff : Eye
  return (
    <Field id="password" label="Password" hint={hint} error={error}>
      <div className="relative">
        <input {...input} {...describedBy({ id: 'password', error })} type={isShown ? 'text' : 'password'} className={`${inputClass} pr-11`} />
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
