import type { ReactNode } from 'react'

const pillars: { title: string; text: ReactNode }[] = [
  {
    title: 'Never lost',
    text: 'A post is stored before the API answers. When a process dies in the middle, another takes its work up. Every post ends as done or blocked; none just hangs.',
  },
  {
    title: 'Never doubled',
    text: 'Flow stores that it is about to send, and only then sends. An unclear answer is looked up, never sent again on a guess. Idempotency keys make your own retries safe too.',
  },
  {
    title: 'Never unexplained',
    text: 'Whatever is off the straight way carries a reason: a stable code for programs, a plain sentence for people, and the time at which Flow acts next.',
  },
]

export function Pillars() {
  return (
    <section className="mx-auto w-full max-w-6xl px-6 py-20 lg:py-24">
      <h2 className="sr-only">What Flow promises</h2>
      <div className="grid gap-x-12 gap-y-12 md:grid-cols-3">
        {pillars.map(({ title, text }) => (
          <div key={title} className="border-t-2 border-fd-primary pt-6">
            <h3 className="text-2xl font-semibold tracking-tight">{title}</h3>
            <p className="mt-3 leading-relaxed text-fd-muted-foreground">{text}</p>
          </div>
        ))}
      </div>
    </section>
  )
}
