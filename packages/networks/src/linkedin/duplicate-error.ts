import { NetworkError } from '../port/network-error.ts'

/** LinkedIn has the same text already, and mostly says where. */
export class DuplicateError extends NetworkError {
  readonly urn: string | null

  constructor(urn: string | null) {
    super({
      kind: 'content_rejected',
      message: 'LinkedIn has a post of this account with the same text already and takes no second one. Look whether it is there; else change the text.',
    })
    this.urn = urn
  }
}
