'use client'

import type { Schemas } from '@flow/contract/types'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Notice } from '../controls/notice.tsx'
import { type FlowError, messageFor } from '../door/flow-error.ts'
import { fromLocalInput } from '../time/local-time.ts'
import { ChannelPicker } from './channel-picker.tsx'
import { ContentField } from './content-field.tsx'
import { type Draft, type DraftProblems, findProblems } from './draft.ts'
import { SaveFailure } from './save-failure.tsx'
import { WhenGroup } from './when-group.tsx'

type Props = {
  channels: Schemas['Channel'][]
  draft: Draft
  onChange: (changes: Partial<Draft>) => void
  onSubmit: () => void
  onDiscard: (() => void) | null
  isPending: boolean
  error: FlowError | null
  laterLabel: string
  hasMedia?: boolean
}

/** The form in which a post is written, new or again. */
export function Composer({ channels, draft, onChange, onSubmit, onDiscard, isPending, error, laterLabel, hasMedia = false }: Props) {
  const [problems, setProblems] = useState<DraftProblems>({})
  const label = draft.when === 'now' ? 'Publish now' : laterLabel

  const change = (changes: Partial<Draft>) => {
    setProblems({})
    onChange(changes)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPending) return
    const found = findProblems({ draft, instant: fromLocalInput(draft.localTime), hasMedia, now: Date.now() })
    setProblems(found)
    const [first] = Object.keys(found)
    if (first) document.getElementById(fieldIds[first] ?? '')?.focus()
    else onSubmit()
  }
  const submitByKeys = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }

  return (
    <form onSubmit={submit} onKeyDown={submitByKeys} noValidate className="grid max-w-2xl gap-6">
      <ChannelPicker
        channels={channels}
        value={draft.channelId}
        onChange={(channelId) => change({ channelId })}
        error={problems.channelId ?? messageFor({ error, field: 'channelId' })}
      />
      <ContentField value={draft.content} onChange={(content) => change({ content })} error={problems.content ?? messageFor({ error, field: 'content' })} />
      <WhenGroup
        draft={draft}
        onChange={change}
        channelZone={channels.find((channel) => channel.id === draft.channelId)?.timezone}
        error={problems.scheduledFor ?? messageFor({ error, field: 'scheduledFor' })}
      />
      {error ? <SaveFailure error={error} shownFields={['channelId', 'content', 'scheduledFor']} /> : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={isPending}>
          {isPending ? 'One moment …' : label}
        </Button>
        {onDiscard ? (
          <Button look="quiet" onClick={onDiscard} disabled={isPending}>
            Discard draft
          </Button>
        ) : null}
        <span className="hidden text-muted text-sm sm:inline">
          <kbd className="font-sans">Ctrl</kbd> or <kbd className="font-sans">⌘</kbd> + <kbd className="font-sans">Enter</kbd>
        </span>
      </div>
      {hasMedia ? <Notice tone="info" title="Its pictures and videos stay as they are" /> : null}
    </form>
  )
}

const fieldIds: Record<string, string> = { channelId: 'channel', content: 'content', scheduledFor: 'scheduled-for' }
