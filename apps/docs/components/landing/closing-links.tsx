import Link from 'next/link'
import { WordMark } from '../brand/word-mark.tsx'

const links = [
  { title: 'Quick start', url: '/docs/quick-start', text: 'Clone, start, publish, see it on the feed.' },
  { title: 'Testing', url: '/docs/testing', text: 'Test keys, and failures you can script.' },
  { title: 'Errors', url: '/docs/errors', text: 'Every code, what it means, what to do.' },
  { title: 'Self-hosting', url: '/docs/self-hosting', text: 'Settings, backups, several workers.' },
]

export function ClosingLinks() {
  return (
    <>
      <section className="mx-auto w-full max-w-6xl px-6 py-20">
        <h2 className="text-3xl font-semibold tracking-tight">Read on</h2>
        <ul className="mt-8 grid gap-px overflow-hidden rounded-2xl border bg-fd-border sm:grid-cols-2 lg:grid-cols-4">
          {links.map(({ title, url, text }) => (
            <li key={url} className="bg-fd-card">
              <Link href={url} className="block h-full p-6 transition-colors hover:bg-fd-accent focus-visible:-outline-offset-2">
                <span className="font-medium">{title}</span>
                <span className="mt-1.5 block text-[15px] text-fd-muted-foreground">{text}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <footer className="border-t">
        <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-4 px-6 py-8 text-sm text-fd-muted-foreground">
          <span className="text-fd-foreground">
            <WordMark />
          </span>
          <span>MIT licensed</span>
        </div>
      </footer>
    </>
  )
}
