'use client'

import type { Schemas } from '@flow/contract/types'
import { Radio } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
import { useRefusal } from '../shell/session.tsx'
import { ChannelsForm } from './channels-form.tsx'

export function PickChannels({ connection }: { connection: Schemas['Connection'] }) {
  const [isOpen, setIsOpen] = useState(false)
  const refusal = useRefusal('channels:write')
  const trigger = (
    <Button size="small" refusal={refusal} aria-label={`Channels of ${connection.name}`}>
      <Radio aria-hidden="true" />
      Channels
    </Button>
  )
  if (refusal) return trigger
  return (
    <FormDialog isOpen={isOpen} onOpenChange={setIsOpen} title={`Channels of “${connection.name}”`} trigger={trigger}>
      <ChannelsForm connection={connection} onDone={() => setIsOpen(false)} />
    </FormDialog>
  )
}
