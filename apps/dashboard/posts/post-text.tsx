import type { Schemas } from '@flow/contract/types'
import { MediaStrip } from '../media/media-strip.tsx'

/** All that was written: title, text, media, the further parts of a thread, the first comment. */
export function PostText({ post: { title, content, mediaKeys, thread, firstComment } }: { post: Schemas['Post'] }) {
  return (
    <article aria-label="What was written" className="divide-y divide-line rounded-xl border border-line bg-surface">
      <div className="grid gap-3 p-4 sm:p-5">
        {title ? <h2 className="font-semibold text-lg tracking-tight [overflow-wrap:anywhere]">{title}</h2> : null}
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{content ?? <span className="text-muted italic">No text</span>}</p>
        <MediaStrip keys={mediaKeys} />
      </div>
      {thread.map((part, index) => (
        <Further key={index} name={`Part ${index + 2}`} text={part.content} />
      ))}
      {firstComment ? <Further name="First comment" text={firstComment} /> : null}
    </article>
  )
}

function Further({ name, text }: { name: string; text: string }) {
  return (
    <div className="grid gap-1 p-4 sm:p-5">
      <p className="text-muted text-sm">{name}</p>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
    </div>
  )
}
