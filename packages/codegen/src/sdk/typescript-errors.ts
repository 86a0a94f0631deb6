import { familyName, sdkPolicy, splitFamilies, type ErrorFamily } from './sdk-policy.ts'

const className = (family: ErrorFamily): string => `Flow${familyName(family)}Error`
const entry = (family: ErrorFamily): string => `{ type: '${family.type}', create: (fields) => new ${className(family)}(fields) }`

/** `error-families.gen.ts`: a class a family, and which status is of which. */
export function emitTypeScriptErrors(): string {
  const { own, request, server } = splitFamilies(sdkPolicy)
  const classes = sdkPolicy.errorFamilies.map(
    (family) =>
      `/** ${family.meaning} */\nexport class ${className(family)} extends FlowError {\n  override readonly name: string = '${className(family)}'\n}\n`,
  )
  return [
    "import { FlowError, type FlowErrorFields } from '../flow-error.ts'\n",
    ...classes,
    'type Family = { type: string; create: (fields: FlowErrorFields) => FlowError }\n',
    'const families: Record<number, Family> = {',
    ...own.map((family) => `  ${family.status}: ${entry(family)},`),
    '}',
    `const requestFamily: Family = ${entry(request)}`,
    `const serverFamily: Family = ${entry(server)}\n`,
    '/** The class of errors of a status, and their type where the answer names none. */',
    'export const errorFamily = (status: number): Family => families[status] ?? (status >= 400 && status < 500 ? requestFamily : serverFamily)',
  ].join('\n')
}
