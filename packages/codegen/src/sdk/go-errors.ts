import { goComment, goName } from './go-text.ts'
import { familyName, sdkPolicy, splitFamilies, type ErrorFamily } from './sdk-policy.ts'

const sentinel = (family: ErrorFamily): string => `Err${familyName(family)}`
const typeName = (family: ErrorFamily): string => `ErrorType${goName(family.type)}`
const words = (family: ErrorFamily): string => family.type.replaceAll('_', ' ')

/** `error-families.gen.go`: a sentinel a family for errors.Is, and which status is of which. */
export function emitGoErrors(): string {
  const { own, request, server } = splitFamilies(sdkPolicy)
  const sentinels = sdkPolicy.errorFamilies.map((family) =>
    [goComment({ text: `${sentinel(family)} is ${family.meaning}`, indent: '\t' }), `\t${sentinel(family)} = errors.New("flow: ${words(family)}")`].join('\n'),
  )
  return [
    'package flow\n\nimport "errors"\n',
    `// Families of errors by their status, for errors.Is.\nvar (\n${sentinels.join('\n')}\n)\n`,
    'type errorFamily struct {\n\terrorType ErrorType\n\tsentinel  error\n}\n',
    `var statusFamilies = map[int]errorFamily{\n${own.map((family) => `\t${family.status}: {${typeName(family)}, ${sentinel(family)}},`).join('\n')}\n}\n`,
    'func familyOf(status int) errorFamily {',
    '\tif family, ok := statusFamilies[status]; ok {\n\t\treturn family\n\t}',
    `\tif status >= 400 && status < 500 {\n\t\treturn errorFamily{${typeName(request)}, ${sentinel(request)}}\n\t}`,
    `\treturn errorFamily{${typeName(server)}, ${sentinel(server)}}\n}`,
  ].join('\n')
}
