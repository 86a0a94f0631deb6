import type { Schemas } from '@flow/contract/types'

type Field = Schemas['NetworkCredentialField']

/** What is plainly wrong with credentials before the network is asked, by field. */
export function credentialProblems({ fields, values }: { fields: readonly Field[]; values: Readonly<Record<string, string>> }): Record<string, string> {
  const [first] = fields
  if (first && Object.keys(filledIn(values)).length === 0 && fields.every(({ isRequired }) => !isRequired))
    return { [first.name]: 'Fill in at least one of these, as the notes say.' }
  return authorizeProblems({ fields, values })
}

/** The same of what OAuth is told beforehand, which may be nothing. */
export function authorizeProblems({ fields, values }: { fields: readonly Field[]; values: Readonly<Record<string, string>> }): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const problem = problemOf({ field, value: (values[field.name] ?? '').trim() })
      return problem ? [[field.name, problem]] : []
    }),
  )
}

function problemOf({ field: { label, isRequired, pattern, example }, value }: { field: Field; value: string }): string | undefined {
  if (value === '') return isRequired ? `${label} is needed.` : undefined
  return pattern !== null && !new RegExp(pattern).test(value) ? `This does not look right. It looks like ${example}` : undefined
}

/** Only what was filled in. */
export const filledIn = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])))
