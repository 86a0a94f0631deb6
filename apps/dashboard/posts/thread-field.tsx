'use client'

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { Button } from '../controls/button.tsx'
import { FieldNotes } from '../controls/field.tsx'
import { type DraftPart, mostParts } from './draft.ts'
import { drawAndFocus } from './draw-and-focus.ts'
import { moved } from './moved.ts'
import { randomKey } from './random-key.ts'
import { TextArea } from './text-area.tsx'

type Props = { parts: DraftPart[]; onChange: (parts: DraftPart[]) => void; error?: string | undefined }

/** The further parts of a thread: written, moved and removed by mouse or keyboard. */
export function ThreadField({ parts, onChange, error }: Props) {
  const add = () => {
    const part = { id: randomKey(), content: '' }
    drawAndFocus({ draw: () => onChange([...parts, part]), id: `part-${parts.length}` })
  }
  const move = ({ from, to }: { from: number; to: number }) => onChange(moved({ list: parts, from, to }))
  const remove = (index: number) => {
    drawAndFocus({ draw: () => onChange(parts.filter((_, each) => each !== index)), id: index > 0 ? `part-${index - 1}` : 'add-part' })
  }
  return (
    <div className="grid gap-3">
      {parts.length > 0 ? (
        <ol aria-label="Thread" className="grid gap-3 border-line border-l-2 pl-4">
          {parts.map((part, index) => (
            <li key={part.id} className="grid gap-1.5">
              <div className="flex items-center justify-between gap-2">
                <label htmlFor={`part-${index}`} className="font-medium text-sm">
                  Part {index + 2}
                </label>
                <span className="flex">
                  <PartButton label={`Move part ${index + 2} up`} Icon={ArrowUp} isOff={index === 0} onClick={() => move({ from: index, to: index - 1 })} />
                  <PartButton
                    label={`Move part ${index + 2} down`}
                    Icon={ArrowDown}
                    isOff={index === parts.length - 1}
                    onClick={() => move({ from: index, to: index + 1 })}
                  />
                  <PartButton label={`Remove part ${index + 2}`} Icon={Trash2} onClick={() => remove(index)} />
                </span>
              </div>
              <TextArea
                id={`part-${index}`}
                value={part.content}
                onChange={({ target }) => onChange(parts.map((each) => (each.id === part.id ? { ...each, content: target.value } : each)))}
                {...(error && part.content.trim() === '' ? { 'aria-invalid': true, 'aria-describedby': 'thread-notes' } : {})}
              />
            </li>
          ))}
        </ol>
      ) : null}
      <FieldNotes id="thread" error={error} />
      <Button id="add-part" size="small" className="w-fit" onClick={add} disabled={parts.length >= mostParts}>
        <Plus aria-hidden="true" />
        {parts.length === 0 ? 'Make it a thread' : 'Add a part'}
      </Button>
    </div>
  )
}

function PartButton({ label, Icon, isOff = false, onClick }: { label: string; Icon: typeof ArrowUp; isOff?: boolean; onClick: () => void }) {
  return (
    <Button size="smallIcon" look="quiet" aria-label={label} title={label} aria-disabled={isOff} onClick={isOff ? undefined : onClick}>
      <Icon aria-hidden="true" />
    </Button>
  )
}
