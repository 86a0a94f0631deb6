'use client'

import type { ComponentProps } from 'react'
import { SecretField } from '../controls/secret-field.tsx'

export function PasswordField(input: Omit<ComponentProps<typeof SecretField>, 'id' | 'label'>) {
  return <SecretField {...input} id="password" label="Password" />
}
