import type { PostStatus, PublicationStatus } from '@flow/db'

/** What one post on one connection is to the engine: small enough to think about, whole enough to go wrong. */
export type Model = {
  post: PostStatus | 'deleted'
  publication: PublicationStatus
  rev: number
  /** The revision that the engine's job was made for. */
  job: number | null
  /** What a worker has in hand: the revision that it claimed. */
  claim: { rev: number; isDead: boolean } | null
  /** Whose worker is gone, with an attempt open. */
  isOrphan: boolean
  /** How often the post has become public. */
  out: number
}

/** How a send goes: `lost`, `crash`: with or without the effect, and nobody is told. */
export type Sending = 'ok' | 'away' | 'refused' | 'lost-after' | 'lost-before' | 'crash-after' | 'crash-before'
export type Action = { kind: 'edit' | 'cancel' | 'promote' | 'claim' | 'die' | 'rescue' | 'retry' } | { kind: 'send'; sending: Sending }

export const sendings: readonly Sending[] = ['ok', 'away', 'refused', 'lost-after', 'lost-before', 'crash-after', 'crash-before']
export const otherActions = ['edit', 'cancel', 'promote', 'claim', 'die', 'rescue', 'retry'] as const

export const fresh: Model = { post: 'queued', publication: 'scheduled', rev: 0, job: null, claim: null, isOrphan: false, out: 0 }

/** The rules of the state machine, as a pure function. What can't happen changes nothing. */
export function step(model: Model, action: Action): Model {
  if (model.post === 'deleted') return model
  switch (action.kind) {
    case 'edit':
      return model.post === 'queued' ? { ...model, publication: 'scheduled', rev: model.rev + 1, job: null } : model
    case 'cancel':
      return model.post === 'queued' ? { ...model, post: 'deleted', job: null } : model
    case 'promote':
      return model.publication === 'scheduled' || model.publication === 'retrying' ? { ...model, publication: 'dispatching', job: model.rev } : model
    case 'claim':
      return claim(model)
    case 'die':
      return model.claim ? { ...model, claim: { ...model.claim, isDead: true } } : model
    case 'send':
      return send(model, action.sending)
    case 'rescue':
      return rescue(model)
    case 'retry':
      return model.post === 'blocked' ? { ...model, post: 'flowing', publication: 'scheduled', rev: model.rev + 1 } : model
  }
}

function claim(model: Model): Model {
  if (model.job === null || model.claim) return model
  const isHeld = model.publication === 'dispatching' && model.job === model.rev
  return { ...model, job: null, claim: isHeld ? { rev: model.rev, isDead: false } : null }
}

function send(model: Model, sending: Sending): Model {
  const { claim: held } = model
  if (!held || held.isDead) return model
  if (model.publication !== 'dispatching' || held.rev !== model.rev) return { ...model, claim: null }
  const sent: Model = { ...model, post: 'flowing', claim: null }
  switch (sending) {
    case 'ok':
      return { ...sent, post: 'done', publication: 'published', out: sent.out + 1 }
    case 'away':
      return { ...sent, publication: 'retrying' }
    case 'refused':
      return { ...sent, post: 'blocked', publication: 'blocked' }
    case 'lost-after':
      return { ...sent, publication: 'unknown', out: sent.out + 1 }
    case 'lost-before':
      return { ...sent, publication: 'unknown' }
    case 'crash-after':
      return { ...sent, publication: 'sending', isOrphan: true, out: sent.out + 1 }
    case 'crash-before':
      return { ...sent, publication: 'sending', isOrphan: true }
  }
}

/** Long enough for everything that rescue waits for. */
function rescue(model: Model): Model {
  if (model.publication === 'dispatching' && model.claim?.isDead && model.claim.rev === model.rev) return { ...model, publication: 'scheduled', claim: null }
  if (model.claim?.isDead) return { ...model, claim: null }
  const isOpen = model.publication === 'unknown' || (model.publication === 'sending' && model.isOrphan)
  if (!isOpen) return model
  return model.out > 0 ? { ...model, post: 'done', publication: 'published', isOrphan: false } : { ...model, publication: 'retrying', isOrphan: false }
}

/** What must hold after every step, whatever happened. Answers what does not. */
export function findBreach(model: Model): string | undefined {
  const { post, publication, out } = model
  if (out > 1) return 'the post is public twice'
  if (post === 'done' && out !== 1) return 'a done post is not public'
  if ((post === 'done') !== (publication === 'published' && post !== 'deleted')) return 'post and publication disagree'
  if (post === 'queued' && (out > 0 || (publication !== 'scheduled' && publication !== 'dispatching'))) return 'a queued post was sent'
  if (post === 'deleted' && out > 0) return 'a cancelled post is public'
  if (post === 'blocked' && publication !== 'blocked') return 'a blocked post is not settled'
  if (publication === 'blocked' && out > 0) return 'what was refused is public'
  return undefined
}
