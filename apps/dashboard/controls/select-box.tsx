import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { inputClass } from './field.tsx'

/** The system's own select: it works on every phone and with every reader. */
export function SelectBox({ className = '', ...rest }: ComponentProps<'select'>) {
  return (
    <span className={`relative block ${className}`}>
      <select {...rest} className={`${inputClass} appearance-none truncate pr-9`} />
      <ChevronDown className="pointer-events-none absolute top-3 right-3 size-4 text-muted" aria-hidden="true" />
    </span>
  )
}
