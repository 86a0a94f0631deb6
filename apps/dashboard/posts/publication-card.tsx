import type { Schemas } from '@flow/contract/types'
import { ExternalLink } from 'lucide-react'
import { Instant } from '../time/instant.tsx'
import { codeToWords } from './explain-post.ts'
import { StatusPill } from './status-pill.tsx'

const networkNames: Record<string, string> = { feed: 'Feed', sandbox: 'Sandbox' }
export const networkName = (network: string) => networkNames[network] ?? codeToWords(network)

/** What became of the post on one connection. */
export function PublicationCard({ publication }: { publication: Schemas['Publication'] }) {
  const { network, status, attempts, reason, url, publishedAt } = publication
  return (
    <li className="grid gap-3 p-4 sm:p-5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="font-medium">{networkName(network)}</span>
        <StatusPill status={status} />
        <span className="text-muted text-sm">{countAttempts(attempts)}</span>
        {url ? (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1.5 rounded font-medium text-accent text-sm hover:underline sm:ml-auto"
          >
            Open the published page
            <ExternalLink className="size-4" aria-hidden="true" />
          </a>
        ) : null}
      </div>
      {publishedAt ? (
        <p className="text-sm">
          <span className="text-muted">Published </span>
          <Instant at={publishedAt} />
        </p>
      ) : null}
      {reason ? (
        <div className="grid gap-1 rounded-lg bg-sunken p-3 text-sm [overflow-wrap:anywhere]">
          <p className="font-medium">{codeToWords(reason.code)}</p>
          <p>{reason.message}</p>
          <p className="text-muted">{reason.nextActionAt ? <NextAction at={reason.nextActionAt} /> : nothingFurther(status)}</p>
        </div>
      ) : null}
    </li>
  )
}

function NextAction({ at }: { at: string }) {
  return (
    <>
      Next try: <Instant at={at} />
    </>
  )
}

const nothingFurther = (status: Schemas['PublicationStatus']) =>
  status === 'blocked' ? 'Final: nothing further happens here by itself.' : 'Flow is working on it.'

const countAttempts = (attempts: number) => (attempts === 0 ? 'Not sent yet' : attempts === 1 ? '1 attempt' : `${attempts} attempts`)
