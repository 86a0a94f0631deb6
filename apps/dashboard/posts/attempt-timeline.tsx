import type { Schemas } from '@flow/contract/types'
import { ChevronRight } from 'lucide-react'
import { formatToSecond } from '../time/format-time.ts'
import { attemptOutcome, describeExchange } from './explain-attempt.ts'
import { codeToWords } from './explain-post.ts'
import { pieceName } from './item-list.tsx'

const dots = { good: 'bg-success', warning: 'bg-warning', danger: 'bg-danger', open: 'bg-accent animate-pulse' } as const
const inks = { good: 'text-success', warning: 'text-warning', danger: 'text-danger', open: 'text-accent-strong' } as const

/** Every attempt, the newest first: when, what, what came of it, and what was said on the wire. */
export function AttemptTimeline({ attempts, items }: { attempts: Schemas['Attempt'][]; items: Schemas['PublicationItem'][] }) {
  if (attempts.length === 0) return null
  return (
    <details className="group">
      <summary className="flex w-fit list-none items-center gap-1.5 rounded text-muted text-sm hover:text-ink">
        <ChevronRight className="size-4 transition-transform group-open:rotate-90" aria-hidden="true" />
        {attempts.length === 1 ? 'The attempt, step by step' : `All ${attempts.length} attempts, step by step`}
      </summary>
      <ol aria-label="Attempts, the newest first" className="mt-3 grid">
        {attempts.toReversed().map((attempt) => (
          <AttemptEntry key={attempt.id} attempt={attempt} piece={items.length > 1 ? items[attempt.item]?.kind : undefined} />
        ))}
      </ol>
    </details>
  )
}

function AttemptEntry({ attempt, piece }: { attempt: Schemas['Attempt']; piece: Schemas['PublicationItem']['kind'] | undefined }) {
  const { startedAt, finishedAt, step, errorKind, message, exchange, item } = attempt
  const { tone, word } = attemptOutcome(attempt)
  const wire = describeExchange(exchange)
  const tookMs = finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt)
  return (
    <li className="relative grid grid-cols-[0.75rem_1fr] gap-x-3 pb-4 last:pb-0">
      <span aria-hidden="true" className="absolute top-4 bottom-0 left-[0.34rem] w-px bg-line" />
      <span aria-hidden="true" className={`relative mt-1.5 size-3 rounded-full ring-4 ring-surface ${dots[tone]}`} />
      <div className="grid min-w-0 gap-0.5 text-sm [overflow-wrap:anywhere]">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className={`font-medium ${inks[tone]}`}>{word}</span>
          <span className="text-muted">
            {step === 'check' ? 'Asked how far it is' : 'Sent'}
            {piece ? ` · ${pieceName({ kind: piece, index: item })}` : ''}
          </span>
          <time dateTime={startedAt} className="ml-auto text-muted tabular-nums">
            {formatToSecond(Date.parse(startedAt))}
          </time>
        </p>
        {message ? <p>{message}</p> : null}
        <p className="text-muted">
          {[errorKind ? codeToWords(errorKind) : null, wire ? null : tookMs === null ? null : `${tookMs.toLocaleString('en')} ms`].filter(Boolean).join(' · ')}
          {wire ? (
            <span className="font-mono text-xs">
              {errorKind ? ' · ' : ''}
              {wire}
            </span>
          ) : null}
        </p>
        {exchange?.body ? (
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
            tabIndex={0}
            aria-label="The start of the answer"
            className="mt-1 max-h-40 overflow-auto whitespace-pre-wrap rounded-lg bg-sunken p-3 font-mono text-xs leading-5"
          >
            {exchange.body}
          </section>
        ) : null}
      </div>
    </li>
  )
}
