import { MediaThumb } from './media-thumb.tsx'

/** The media of a post, in order. */
export function MediaStrip({ keys }: { keys: readonly string[] }) {
  if (keys.length === 0) return null
  return (
    <ul aria-label="Media" className="flex flex-wrap gap-2">
      {keys.map((key) => (
        <li key={key}>
          <MediaThumb mediaKey={key} className="size-24" />
        </li>
      ))}
    </ul>
  )
}
