import { ZodError } from 'zod'

/** Runs what parses a value from outside; its error names each field that is wrong. */
export function describeProblem<Result>(parse: () => Result): Result {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    throw new Error(error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`).join('\n'))
  }
}
