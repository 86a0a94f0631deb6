import { z } from 'zod'
import { operations } from '../server/operation.ts'

const milliseconds = z.number().int().min(0)
const status = z.number().int().min(400).max(599)

const fault = z.discriminatedUnion('kind', [
  /** The connection is closed; nothing is read, or, with `matches`, nothing is done. */
  z.strictObject({ kind: z.literal('refuse') }),
  /** The network's own error, before anything happens. `body` replaces the network's own JSON. */
  z.strictObject({ kind: z.literal('status'), status, body: z.unknown().optional() }),
  /** An error although it happened. */
  z.strictObject({ kind: z.literal('error-after-effect'), status: z.number().int().min(500).max(599).default(502) }),
  z.strictObject({ kind: z.literal('hang'), ms: milliseconds, when: z.enum(['before', 'after']).default('before') }),
  /** It happens, and the connection ends without an answer. */
  z.strictObject({ kind: z.literal('lose-answer') }),
  /** What is uploaded takes this long to become ready. */
  z.strictObject({ kind: z.literal('slow-processing'), ms: milliseconds }),
  /** A good answer, though nothing became public. */
  z.strictObject({ kind: z.literal('silent-drop') }),
  z.strictObject({ kind: z.literal('revoked-token') }),
  z.strictObject({ kind: z.literal('rate-limit'), resetMs: milliseconds.default(1_000) }),
  /** It happens, and the answer breaks off in the middle. */
  z.strictObject({ kind: z.literal('truncate') }),
  /** The network can't reach the address of a medium. */
  z.strictObject({ kind: z.literal('media-unreachable') }),
])

export const faultRuleSchema = z.strictObject({
  network: z.string().optional(),
  operation: z.enum(operations).optional(),
  account: z.string().optional(),
  /** Part of the text of the post. */
  matches: z.string().min(1).optional(),
  /** From 0 to 1; 1 when absent. */
  probability: z.number().min(0).max(1).optional(),
  /** How often it is played; without an end when absent. */
  times: z.number().int().min(1).optional(),
  fault,
})

/** What goes wrong, where and how often. The first rule that fits a request is the one that is played. */
export type FaultRule = z.input<typeof faultRuleSchema>
export type Fault = z.output<typeof fault>
