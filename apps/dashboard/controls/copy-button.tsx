'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { toast } from 'sonner'
import { Button } from './button.tsx'

const shownMs = 2_000

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setIsCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
    } catch {
      toast.error('The browser does not allow copying here. Select the text and copy it yourself.')
    }
  }
  const Icon = isCopied ? Check : Copy
  return (
    <>
      <Button size="smallIcon" look="quiet" aria-label={label} title={label} onClick={() => void copy()}>
        <Icon aria-hidden="true" className={isCopied ? 'text-success' : ''} />
      </Button>
      <span role="status" className="sr-only">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  )
}
