import { UsageError } from '../command/usage-error.ts'
import { exitCodes } from '../exit-codes.ts'
import { remedies } from '../generated/remedies.gen.ts'
import { oneLine } from './to-cell.ts'
import type { Terminal } from './terminal.ts'

type ApiError = { status?: number; code: string; type: string; message: string; details: Record<string, unknown>[]; requestId?: string; retryAfter?: number }

/** Tells what went wrong and what to do about it, on standard error; answers the exit code. */
export function printError({ error, terminal, usage }: { error: unknown; terminal: Terminal; usage: string }): number {
  const failed = asApiError(error)
  const exitCode = failed ? exitCodeOf(failed) : error instanceof UsageError ? exitCodes.usage : exitCodes.apiError
  if (terminal.isJson) {
    const { code, type, message, details, requestId, retryAfter } = failed ?? toPlain(error)
    terminal.tell(JSON.stringify({ error: { type, code, message, details, requestId, retryAfter } }, null, 2))
    return exitCode
  }
  const label = terminal.styleTold(['red', 'bold'], 'Error')
  if (!failed) {
    terminal.tell(`${label} ${error instanceof Error ? error.message : String(error)}`)
    if (error instanceof UsageError) terminal.tell(terminal.styleTold('dim', `Help: ${usage} --help`))
    return exitCode
  }
  const title = failed.status === undefined ? failed.code : `${failed.code} (${failed.status})`
  terminal.tell(`${label} ${terminal.styleTold('bold', title)}: ${oneLine(failed.message)}`)
  for (const detail of failed.details) terminal.tell(`  ${terminal.styleTold('bold', oneLine(String(detail['field'])))} ${oneLine(String(detail['message']))}`)
  if (failed.requestId) terminal.tell(terminal.styleTold('dim', `  Request ${failed.requestId}`))
  const next = nextStep(failed)
  if (next) terminal.tell(`${terminal.styleTold('bold', 'Next')} ${next}`)
  return exitCode
}

const localRemedies: Record<string, string> = {
  MISSING_API_KEY: 'Run `flow login`, or set FLOW_API_KEY.',
  INVALID_API_KEY: 'Run `flow login` with a key of this Flow, or correct FLOW_API_KEY.',
  EXPIRED_API_KEY: 'Create a new key and run `flow login`.',
  CONNECTION_ERROR: 'Check the network and --base-url (or FLOW_BASE_URL); the command can be repeated.',
  TIMEOUT: 'Repeat the command; what was sent with a key has its effect once.',
  INVALID_RESPONSE: 'Check --base-url (or FLOW_BASE_URL): it is the address of the API, without /v1.',
  UNEXPECTED_REDIRECT: 'Set --base-url (or FLOW_BASE_URL) to the address of the API itself.',
}

function nextStep({ code, retryAfter }: ApiError): string | undefined {
  if (code === 'RATE_LIMIT_EXCEEDED' && retryAfter !== undefined) return `Repeat the command in ${retryAfter} s.`
  return localRemedies[code] ?? remedies[code]
}

function exitCodeOf({ status, type }: ApiError): number {
  if (status === undefined) return type === 'authentication_error' ? exitCodes.authentication : exitCodes.network
  if (status === 401 || status === 403) return exitCodes.authentication
  if (status === 404) return exitCodes.notFound
  if (status === 409 || status === 422) return exitCodes.conflict
  return status === 429 ? exitCodes.rateLimited : exitCodes.apiError
}

/** An error of the SDK, told by its fields, so that the SDK is loaded only by what calls the API. */
function asApiError(error: unknown): ApiError | undefined {
  const isOne = error instanceof Error && /^Flow\w*Error$/.test(error.name) && 'code' in error && 'type' in error && 'details' in error
  // The SDK's FlowError has these fields.
  return isOne ? (error as unknown as ApiError) : undefined
}

function toPlain(error: unknown): ApiError {
  const isUsage = error instanceof UsageError
  return {
    code: isUsage ? 'USAGE' : 'FAILED',
    type: isUsage ? 'usage_error' : 'local_error',
    message: error instanceof Error ? error.message : String(error),
    details: [],
  }
}
