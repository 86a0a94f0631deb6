'use client'

import { X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { overlayClass, panelClass } from './confirm-dialog.tsx'

type Props = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  lead?: string
  trigger?: ReactNode
  children: ReactNode
  isHeld?: boolean
}

/** A dialog with a form. `isHeld` keeps it from closing by a stray click. */
export function FormDialog({ isOpen, onOpenChange, title, lead, trigger, children, isHeld = false }: Props) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      {trigger ? <Dialog.Trigger asChild>{trigger}</Dialog.Trigger> : null}
      <Dialog.Portal>
        <Dialog.Overlay className={overlayClass} />
        <Dialog.Content
          className={panelClass}
          {...(lead ? {} : { 'aria-describedby': undefined })}
          onPointerDownOutside={(event) => event.preventDefault()}
          onEscapeKeyDown={(event) => {
            if (isHeld) event.preventDefault()
          }}
        >
          <div className="flex items-start justify-between gap-4">
            <div className="grid gap-1">
              <Dialog.Title className="font-semibold text-lg tracking-tight">{title}</Dialog.Title>
              {lead ? <Dialog.Description className="text-muted">{lead}</Dialog.Description> : null}
            </div>
            {isHeld ? null : (
              <Dialog.Close asChild>
                <Button look="quiet" size="smallIcon" aria-label="Close" className="-mt-1 -mr-2">
                  <X aria-hidden="true" />
                </Button>
              </Dialog.Close>
            )}
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
