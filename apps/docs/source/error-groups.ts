import { errorCodes, type ErrorCode } from '@flow/contract/types'

export type ErrorEntry = { code: ErrorCode; status: number; type: string; meaning: string; remedy: string }
export type ErrorGroup = { id: string; status: number; title: string; codes: ErrorEntry[] }

const names: Record<number, string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported type',
  422: 'Unprocessable',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Unavailable',
  507: 'No storage left',
}

// Object.entries widens the names; they are exactly the table's.
const codes = Object.keys(errorCodes) as ErrorCode[]
const statuses = [...new Set(codes.map((code) => errorCodes[code].status))].sort((a, b) => a - b)

/** The codes of the contract, by status. */
export const errorGroups: ErrorGroup[] = statuses.map((status) => ({
  id: `status-${status}`,
  status,
  title: names[status] ? `${status} ${names[status]}` : String(status),
  codes: codes.filter((code) => errorCodes[code].status === status).map((code) => ({ code, ...errorCodes[code] })),
}))
