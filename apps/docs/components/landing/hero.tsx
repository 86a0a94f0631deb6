import Link from 'next/link'
import { LostAnswer } from './lost-answer.tsx'
import { Waves } from './waves.tsx'

export function Hero() {
  return (
    <section className="relative isolate border-b">
      <Waves />
      <div className="mx-auto grid w-full max-w-6xl gap-x-16 gap-y-14 px-6 pt-16 pb-20 lg:grid-cols-[1.1fr_1fr] lg:items-center lg:pt-24 lg:pb-28">
        <div>
          <p className="text-sm font-medium text-fd-primary">Open source · self-hosted · made for developers</p>
          <h1 className="mt-5 text-[2.15rem] leading-[1.08] font-semibold tracking-[-0.035em] sm:text-[3.5rem]">
            <span className="block">Posts go out once.</span>
            <span className="block text-fd-primary">Not twice. Not never.</span>
          </h1>
          <p className="mt-6 max-w-xl text-lg leading-relaxed text-fd-muted-foreground">
            Flow schedules and publishes posts through one API. It survives crashes, lost answers and your own retries. When a network refuses a post, Flow
            tells you why.
          </p>
          <div className="mt-9 flex flex-wrap gap-3">
            <Link href="/docs/quick-start" className="flow-button flow-button-primary">
              Start in one command
            </Link>
            <Link href="/docs/api" className="flow-button">
              API reference
            </Link>
          </div>
          <p className="mt-6 font-mono text-[13px] text-fd-muted-foreground">
            <span className="text-fd-primary">$</span> npm start <span className="ms-2"># brings its own PostgreSQL</span>
          </p>
        </div>
        <LostAnswer />
      </div>
    </section>
  )
}
