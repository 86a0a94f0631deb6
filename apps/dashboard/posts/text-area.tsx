import type { ComponentProps } from 'react'
import { inputClass } from '../controls/field.tsx'

/** A text that grows with what is written. */
export function TextArea({ className = '', ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={`${inputClass} field-sizing-content h-auto max-h-[60dvh] resize-y py-2.5 ${className}`} />
}
