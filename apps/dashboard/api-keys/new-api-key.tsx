'use client'

import type { Schemas } from '@flow/contract/types'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
import { useRefusal } from '../shell/session.tsx'
import { ApiKeyForm } from './api-key-form.tsx'
import { ApiKeySecret } from './api-key-secret.tsx'

export function NewApiKey() {
  const refusal = useRefusal('api-keys:write')
  const [isOpen, setIsOpen] = useState(false)
  const [made, setMade] = useState<Schemas['ApiKeyWithSecret'] | null>(null)
  const trigger = (
    <Button look="primary" refusal={refusal}>
      <Plus aria-hidden="true" />
      New API key
    </Button>
  )
  if (refusal) return trigger
  const close = () => {
    setIsOpen(false)
    setMade(null)
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onOpenChange={(next) => (next ? setIsOpen(true) : close())}
      title={made ? 'The key is made' : 'New API key'}
      trigger={trigger}
      isHeld={made !== null}
    >
      {made ? <ApiKeySecret made={made} onDone={close} /> : <ApiKeyForm onMade={setMade} onCancel={close} />}
    </FormDialog>
  )
}
