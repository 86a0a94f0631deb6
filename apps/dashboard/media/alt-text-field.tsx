'use client'

import type { Schemas } from '@flow/contract/types'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { TextField } from '../controls/field.tsx'
import { toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'

/** What a picture shows, kept when the field is left. */
export function AltTextField({ media: { key, altText } }: { media: Pick<Schemas['Media'], 'key' | 'altText'> }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [text, setText] = useState(altText ?? '')
  const update = useMutation(
    trpc.media.update.mutationOptions({
      onSuccess: () => {
        void queryClient.invalidateQueries({ queryKey: trpc.media.get.queryKey({ key }) })
        void queryClient.invalidateQueries({ queryKey: trpc.posts.preflight.mutationKey() })
      },
    }),
  )
  const save = () => {
    const next = text.trim() === '' ? null : text.trim()
    if (next !== altText) update.mutate({ id: key, changes: { altText: next } })
  }
  return (
    <TextField
      id={`alt-${key}`}
      label="Alt text"
      placeholder="What it shows, for those who don’t see it"
      value={text}
      onChange={({ target }) => setText(target.value)}
      onBlur={save}
      maxLength={1_500}
      error={update.error ? toFlowError(update.error).message : undefined}
      aside={update.isPending ? <span className="text-muted text-sm">Saving …</span> : undefined}
    />
  )
}
