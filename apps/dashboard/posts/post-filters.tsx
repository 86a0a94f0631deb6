'use client'

import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { inputClass } from '../controls/field.tsx'
import { SelectBox } from '../controls/select-box.tsx'
import { useChannels } from '../channels/use-channels.ts'
import { type PostFilter, postStatuses } from './post-filter.ts'
import { statusWord } from './status-pill.tsx'

const typingPauseMs = 300

export function PostFilters({ filter, onChange }: { filter: PostFilter; onChange: (changes: Partial<PostFilter>) => void }) {
  const { data: channels = [] } = useChannels()
  return (
    <search className="grid gap-3 sm:grid-cols-[1fr_auto_auto]">
      <SearchBox value={filter.search} onChange={(search) => onChange({ search })} />
      <div className="grid grid-cols-2 gap-3 sm:contents">
        <SelectBox
          aria-label="Status"
          value={filter.status ?? ''}
          onChange={(event) => onChange({ status: postStatuses.find((status) => status === event.target.value) ?? null })}
        >
          <option value="">Every status</option>
          {postStatuses.map((status) => (
            <option key={status} value={status}>
              {statusWord(status)}
            </option>
          ))}
        </SelectBox>
        <SelectBox aria-label="Channel" value={filter.channelId ?? ''} onChange={(event) => onChange({ channelId: event.target.value || null })}>
          <option value="">Every channel</option>
          {channels.map((channel) => (
            <option key={channel.id} value={channel.id}>
              {channel.name}
            </option>
          ))}
        </SelectBox>
      </div>
    </search>
  )
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value)
  const [sent, setSent] = useState(value)
  const [seen, setSeen] = useState(value)
  // The address changed: by what was typed here, or by other means, such as the back button.
  if (value !== seen) {
    setSeen(value)
    if (value !== sent) {
      setSent(value)
      setText(value)
    }
  }
  useEffect(() => {
    if (text === sent) return
    const timer = setTimeout(() => {
      setSent(text)
      onChange(text)
    }, typingPauseMs)
    return () => clearTimeout(timer)
  }, [text, sent, onChange])
  return (
    <div className="relative">
      <Search className="pointer-events-none absolute top-3 left-3 size-4 text-muted" aria-hidden="true" />
      <input
        type="search"
        aria-label="Search posts"
        placeholder="Search posts"
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        className={`${inputClass} pl-9`}
      />
    </div>
  )
}
