'use client'

import { AlertDialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

type Props = {
  trigger: ReactNode
  title: string
  text: ReactNode
  confirmLabel: string
  isPending: boolean
  problem: string | undefined
  onConfirm: () => Promise<unknown>
  onOpenChange: (isOpen: boolean) => void
}

export const overlayClass = 'fixed inset-0 z-40 bg-black/50'
export const panelClass =
  'fixed inset-x-4 top-1/2 z-50 mx-auto grid max-h-[90dvh] max-w-lg -translate-y-1/2 gap-5 overflow-y-auto rounded-2xl border border-line bg-surface p-6 shadow-raised'

/** Asks before what can't be undone. It stays open, and says why, where it did not work. */
export function ConfirmDialog({ trigger, title, text, confirmLabel, isPending, problem, onConfirm, onOpenChange }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const change = (next: boolean) => {
    setIsOpen(next)
    onOpenChange(next)
  }
  const confirm = () =>
    onConfirm().then(
      () => change(false),
      // The problem is shown in the dialog.
      () => undefined,
    )
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={change}>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={overlayClass} />
        <AlertDialog.Content className={panelClass}>
          <div className="grid gap-2">
            <AlertDialog.Title className="font-semibold text-lg tracking-tight">{title}</AlertDialog.Title>
            <AlertDialog.Description className="text-muted">{text}</AlertDialog.Description>
          </div>
          {problem ? <Notice tone="danger" title={problem} /> : null}
          <div className="flex flex-wrap justify-end gap-2">
            <AlertDialog.Cancel asChild>
              <Button>Cancel</Button>
            </AlertDialog.Cancel>
            <Button look="danger" onClick={() => void confirm()} disabled={isPending}>
              {isPending ? 'One moment …' : confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
