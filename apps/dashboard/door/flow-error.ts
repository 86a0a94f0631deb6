import type { AppRouter, ToldError } from '@flow/api/trpc'
import { TRPCClientError } from '@trpc/client'

export type FlowError = {
  /** What is wrong and how to mend it. */
  message: string
  code: string | undefined
  httpStatus: number | undefined
  details: ToldError['details']
  requestId: string | undefined
  /** No answer came, so what was asked may or may not have happened. */
  isUnanswered: boolean
}

/** A failure in the contract's words, whatever was thrown. */
export function toFlowError(error: unknown): FlowError {
  const unanswered = { code: undefined, httpStatus: undefined, details: [], requestId: undefined, isUnanswered: true }
  if (!(error instanceof TRPCClientError)) return { ...unanswered, message: error instanceof Error ? error.message : 'Something went wrong.' }
  // Every call goes through the one client, whose router this is.
  const { data } = error as TRPCClientError<AppRouter>
  if (!data) return { ...unanswered, message: 'Flow does not answer. Check that it runs and that you are online.' }
  const told = data.error
  return {
    message: told?.message ?? error.message,
    code: told?.code ?? data.code,
    httpStatus: data.httpStatus,
    details: told?.details ?? [],
    requestId: told?.requestId,
    isUnanswered: false,
  }
}

/** What was said of one field, and of the parts of it. */
export function messageFor({ error, field }: { error: FlowError | null; field: string }): string | undefined {
  const found = error?.details.find((detail) => detail.field === field || detail.field.startsWith(`${field}.`) || detail.field.startsWith(`${field}[`))
  return found ? toSentence(found.message) : undefined
}

const toSentence = (text: string) => {
  const sentence = `${text.charAt(0).toUpperCase()}${text.slice(1)}`
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
