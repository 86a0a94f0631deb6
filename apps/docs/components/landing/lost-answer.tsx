const steps = [
  { time: '10:00:00.000', title: 'The post falls due', note: 'A worker takes it. No other can.' },
  { time: '10:00:00.018', title: 'Flow notes: about to send', note: 'Stored first. Then it sends.' },
  { time: '10:00:00.412', title: 'The answer gets lost', note: 'Reason outcome_unknown. Nothing is sent again.', isTrouble: true },
  { time: '10:00:05.430', title: 'Flow looks the post up', note: 'It is there.' },
  { time: '10:00:05.441', title: 'published', note: 'attempts: 1', isEnd: true },
]

/** What happens to a post whose answer gets lost, as its publication tells it. */
export function LostAnswer() {
  return (
    <figure className="rounded-2xl border bg-fd-card p-6 shadow-[0_24px_60px_-32px_rgb(15_60_56/35%)] sm:p-7">
      <figcaption className="flex items-baseline justify-between gap-4 border-b pb-4">
        <span className="text-[15px] font-medium">When a network takes a post and its answer gets lost</span>
      </figcaption>
      <ol className="mt-5">
        {steps.map(({ time, title, note, isTrouble, isEnd }) => (
          <li key={time} className="relative grid grid-cols-[1.25rem_1fr] gap-x-3 pb-5 last:pb-0">
            {isEnd ? null : <span className="absolute top-4 bottom-0 left-[0.3rem] w-px bg-fd-border" aria-hidden="true" />}
            <span className={`mt-1.5 size-2.5 rounded-full border-2 ${dotStyle({ isTrouble, isEnd })}`} aria-hidden="true" />
            <div>
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className={`text-[15px] font-medium ${isEnd ? 'text-fd-primary' : ''}`}>{title}</span>
                <time className="font-mono text-xs text-fd-muted-foreground">{time}</time>
              </p>
              <p className="mt-0.5 text-sm text-fd-muted-foreground">{note}</p>
            </div>
          </li>
        ))}
      </ol>
    </figure>
  )
}

function dotStyle({ isTrouble, isEnd }: { isTrouble?: boolean | undefined; isEnd?: boolean | undefined }): string {
  if (isTrouble) return 'border-(--flow-patch) bg-fd-card'
  return isEnd ? 'border-fd-primary bg-fd-primary' : 'border-fd-primary bg-fd-card'
}
