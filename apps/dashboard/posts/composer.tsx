'use client'

import type { Schemas } from '@flow/contract/types'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/field.tsx'
import { SwitchField } from '../controls/switch-field.tsx'
import { type FlowError, messageFor } from '../door/flow-error.ts'
import { MediaField } from '../media/media-field.tsx'
import { fromLocalInput } from '../time/local-time.ts'
import { useClockOffset } from '../time/use-clock-offset.ts'
import { ChannelPicker } from './channel-picker.tsx'
import { CommentField } from './comment-field.tsx'
import { ContentField } from './content-field.tsx'
import { type Draft, type DraftChange, mostMedia } from './draft.ts'
import { type DraftProblems, findProblems } from './draft-problems.ts'
import { drawAndFocus } from './draw-and-focus.ts'
import { fieldTarget } from './field-target.ts'
import { NetworkTabs } from './network-tabs.tsx'
import { PreflightPanel } from './preflight-panel.tsx'
import { SaveFailure } from './save-failure.tsx'
import { ThreadField } from './thread-field.tsx'
import { useTargets } from './use-targets.ts'
import { WhenGroup } from './when-group.tsx'

type Props = {
  channels: Schemas['Channel'][]
  draft: Draft
  onChange: (changes: DraftChange) => void
  onSubmit: () => void
  onDiscard: (() => void) | null
  isPending: boolean
  error: FlowError | null
  laterLabel: string
}

const shownFields = ['channelId', 'title', 'content', 'thread', 'firstComment', 'mediaKeys', 'scheduledFor']

/** The form in which a post is written, new or again, beside what would become of it. */
export function Composer({ channels, draft, onChange, onSubmit, onDiscard, isPending, error, laterLabel }: Props) {
  const offsetMs = useClockOffset()
  const [problems, setProblems] = useState<DraftProblems>({})
  const [openNetwork, setOpenNetwork] = useState('')
  const channel = channels.find(({ id }) => id === draft.channelId)
  const networks = useTargets(channel)
  const hasTitle = draft.title !== '' || networks.some(({ limits }) => limits.title)
  const hasComment = draft.firstComment !== '' || networks.some(({ limits }) => limits.comment)
  const label = draft.when === 'now' ? 'Publish now' : laterLabel
  const problemOf = (field: string) => messageFor({ error, field })

  const change = (changes: DraftChange) => {
    setProblems({})
    onChange(changes)
  }
  const jump = (field: string) => {
    const { network, id } = fieldTarget(field)
    drawAndFocus({ draw: () => network && setOpenNetwork(network), id })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isPending) return
    const found = findProblems({ draft, instant: fromLocalInput(draft.localTime), now: Date.now() + offsetMs })
    setProblems(found)
    const [first] = Object.keys(found)
    if (!first) onSubmit()
    else jump(first === 'thread' ? `thread[${draft.thread.findIndex(({ content }) => content.trim() === '')}]` : first)
  }
  const submitByKeys = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter') return
    const isMeant = event.ctrlKey || event.metaKey
    // Enter in a one-line field would publish what is half written.
    if (!isMeant && !(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    if (isMeant) event.currentTarget.requestSubmit()
  }

  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <form onSubmit={submit} onKeyDown={submitByKeys} noValidate className="grid min-w-0 gap-6">
        <ChannelPicker
          channels={channels}
          value={draft.channelId}
          onChange={(channelId) => change({ channelId })}
          error={problems.channelId ?? problemOf('channelId')}
        />
        {hasTitle ? (
          <TextField
            id="title"
            label="Title"
            hint="For networks that have titles; without one, Flow makes it of the first line where one is needed."
            value={draft.title}
            onChange={({ target }) => change({ title: target.value })}
            maxLength={300}
            error={problemOf('title')}
          />
        ) : null}
        <ContentField draft={draft} networks={networks} onChange={(content) => change({ content })} error={problems.content ?? problemOf('content')} />
        <ThreadField parts={draft.thread} onChange={(thread) => change({ thread })} error={problems.thread ?? problemOf('thread')} />
        <MediaField
          keys={draft.mediaKeys}
          most={mostMedia}
          onChange={(next) => change(({ mediaKeys }) => ({ mediaKeys: next(mediaKeys) }))}
          error={problemOf('mediaKeys')}
        />
        {hasComment ? (
          <CommentField
            value={draft.firstComment}
            networks={networks}
            onChange={(firstComment) => change({ firstComment })}
            error={problemOf('firstComment')}
          />
        ) : null}
        <NetworkTabs
          networks={networks}
          draft={draft}
          open={openNetwork}
          onOpen={setOpenNetwork}
          onChange={(overrides) => change({ overrides })}
          error={error}
        />
        <SwitchField
          id="enable-optimization"
          label="Let Flow fit the post to each network"
          hint="A text that is too long is split into a thread where a network has threads. Nothing is ever cut off."
          isOn={draft.enableOptimization}
          onChange={(enableOptimization) => change({ enableOptimization })}
        />
        <WhenGroup draft={draft} onChange={change} channelZone={channel?.timezone} error={problems.scheduledFor ?? problemOf('scheduledFor')} />
        {error ? <SaveFailure error={error} shownFields={shownFields} /> : null}
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
      </form>
      <PreflightPanel draft={draft} onJump={jump} />
    </div>
  )
}
