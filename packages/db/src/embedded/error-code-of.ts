/** The `code` Node and pg put on their errors (ENOENT, 3D000), or undefined. */
export const errorCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
