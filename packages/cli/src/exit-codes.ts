/** What the program ends with. The documentation's table is held equal to this by a test. */
export const exitCodes = {
  ok: 0,
  apiError: 1,
  usage: 2,
  authentication: 3,
  notFound: 4,
  conflict: 5,
  rateLimited: 6,
  network: 7,
  partlyFailed: 8,
  blocked: 9,
} as const
