'use client'

import { ImagePlus } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { FieldNotes } from '../controls/field.tsx'
import { moved } from '../posts/moved.ts'
import { useRefusal } from '../shell/session.tsx'
import { acceptedTypes } from './file-types.ts'
import { MediaTile } from './media-tile.tsx'
import { UploadRow } from './upload-row.tsx'
import { useUploads } from './use-uploads.ts'

type Props = { keys: string[]; most: number; onChange: (change: (keys: string[]) => string[]) => void; error?: string | undefined }

/** The media of a post: chosen by a button or dropped, described, put in order, taken out. */
export function MediaField({ keys, most, onChange, error }: Props) {
  const refusal = useRefusal('media:write')
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const { uploads, dismiss, send } = useUploads((key) => onChange((now) => [...now, key].slice(0, most)))
  const room = most - keys.length - uploads.filter(({ problem }) => problem === null).length
  const take = (files: readonly File[]) => send(files.slice(0, Math.max(0, room)))
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(false)
    if (!refusal) take([...event.dataTransfer.files])
  }
  const remove = (key: string) => {
    onChange((now) => now.filter((each) => each !== key))
    document.getElementById('media')?.focus()
  }
  return (
    <fieldset
      aria-describedby="media-notes"
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className="grid min-w-0 gap-3"
    >
      <legend className="mb-1.5 font-medium text-sm">Pictures and videos</legend>
      {keys.length > 0 ? (
        <ol aria-label="Media, in order" className="grid gap-3">
          {keys.map((key, index) => (
            <MediaTile
              key={key}
              mediaKey={key}
              place={index + 1}
              count={keys.length}
              onMove={(to) => onChange((now) => moved({ list: now, from: index, to }))}
              onRemove={() => remove(key)}
            />
          ))}
        </ol>
      ) : null}
      {uploads.length > 0 ? (
        <ul aria-label="Uploads" className="grid gap-2">
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} onDismiss={() => dismiss(upload.id)} />
          ))}
        </ul>
      ) : null}
      <div
        className={`flex flex-wrap items-center gap-3 rounded-xl border border-dashed p-3 text-muted text-sm ${isOver ? 'border-accent bg-accent-wash' : 'border-line-strong'}`}
      >
        <Button id="media" size="small" refusal={refusal} disabled={room <= 0} onClick={() => input.current?.click()}>
          <ImagePlus aria-hidden="true" />
          Choose files
        </Button>
        {room > 0 ? 'or drop them here.' : `That is all: a post takes ${most}.`}
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={acceptedTypes}
          onChange={({ target }) => {
            take([...(target.files ?? [])])
            target.value = ''
          }}
        />
      </div>
      <FieldNotes id="media" error={error} />
    </fieldset>
  )
}
