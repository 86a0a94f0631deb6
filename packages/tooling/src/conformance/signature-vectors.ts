import type { Outcome, Vector } from './vector.ts'

type SignatureFile = { cases: { name: string; secrets: string[]; body: string; headers: Record<string, string> }[] }

const other = 'whsec_b3RoZXI='

/** The signatures that the engine itself is held to, and what an attacker would make of them. */
export function signatureVectors({ cases }: SignatureFile): Vector[] {
  return cases.flatMap(({ name, secrets, body, headers }) => {
    const seconds = Number(headers['webhook-timestamp'])
    const only = (start: string) => Object.fromEntries(Object.entries(headers).filter(([header]) => header.startsWith(start)))
    const schemes = { 'the Standard Webhooks headers': only('webhook-'), 'Flow-Signature': only('flow-'), 'both schemes': headers }
    const accepted: Outcome = { value: JSON.parse(body) }
    return Object.entries(schemes).flatMap(([scheme, signed]) => {
      const title = `webhook with ${name}, by ${scheme}`
      const make = (what: string, unwrap: Partial<NonNullable<Vector['call']['unwrap']>>, outcome: Outcome): Vector => ({
        name: `${title}: ${what}`,
        tags: ['webhook'],
        client: {},
        call: { unwrap: { payload: body, headers: signed, secrets, nowSeconds: seconds, ...unwrap } },
        answers: [],
        attempts: 0,
        outcome,
      })
      return [
        ...secrets.map((secret, index) => make(`secret ${index + 1} verifies`, { secrets: [secret] }, accepted)),
        make('one of several secrets verifies', { secrets: [other, ...secrets] }, accepted),
        make('300 s late is in time', { nowSeconds: seconds + 300 }, accepted),
        make('301 s late is too old', { nowSeconds: seconds + 301 }, refused('WEBHOOK_OUTSIDE_TOLERANCE')),
        make('301 s early is refused', { nowSeconds: seconds - 301 }, refused('WEBHOOK_OUTSIDE_TOLERANCE')),
        make('another secret is refused', { secrets: [other] }, refused('WEBHOOK_SIGNATURE_INVALID')),
        make('an altered body is refused', { payload: `${body} ` }, refused('WEBHOOK_SIGNATURE_INVALID')),
      ]
    })
  })
}

const refused = (code: string): Outcome => ({ error: { family: 'Webhook', code, type: 'webhook_error', status: null } })
