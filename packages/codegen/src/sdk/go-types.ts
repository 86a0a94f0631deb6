import { goComment, goFieldType, goName, inColumns } from './go-text.ts'
import type { SdkField, SdkModel, SdkRole, SdkType } from './sdk-model.ts'

/** `types.gen.go`: every type of the model. */
export function emitGoTypes(model: SdkModel): string {
  const text = model.types.map(emitType).join('\n\n')
  refuseTwins(text)
  const packages = [
    ['encoding/json', 'json.'],
    ['io', 'io.'],
    ['time', 'time.'],
  ].filter(([, use]) => new RegExp(`[ \\[\\]]${use?.replace('.', '\\.')}`).test(text))
  return `package flow\n\nimport (\n${packages.map(([name]) => `\t"${name}"`).join('\n')}\n)\n\n${text}`
}

function emitType(type: SdkType): string {
  const name = goName(type.name)
  if (type.kind === 'enum') return emitEnum({ name, type })
  const doc = goComment({
    text:
      type.kind === 'filter' ? `${name} compares a field; several operators are combined by AND.` : type.description || fallbackDoc({ name, role: type.role }),
  })
  const fields = type.kind === 'filter' ? type.operators.map(emitOperator) : type.fields.flatMap((field) => emitField({ field, role: type.role }))
  // A blank line between fields, so that nothing has to be aligned.
  return `${doc}\ntype ${name} struct {\n${fields.join('\n\n')}\n}`
}

const fallbackDoc = ({ name, role }: { name: string; role: SdkRole }): string =>
  ({ input: `${name} is what a call sends.`, output: `${name} is what the API answers.`, query: `${name} narrows a list; fields that are zero are left out.` })[
    role
  ]

function emitEnum({ name, type }: { name: string; type: Extract<SdkType, { kind: 'enum' }> }): string {
  const doc = [type.description, 'A newer server may send values that are not listed here, so a switch needs a default.'].filter(Boolean).join(' ')
  const constants = type.values.map((value): [string, string] => [`${name}${value === '*' ? 'All' : goName(value)}`, `${name} = ${JSON.stringify(value)}`])
  return `${goComment({ text: doc })}\ntype ${name} string\n\n// The values of ${name}.\nconst (\n${inColumns(constants).join('\n')}\n)`
}

const emitOperator = (operator: string): string =>
  operator === 'in'
    ? '\t// In holds the values of which one must be met; see [Values].\n\tIn []any `json:"in,omitzero"`'
    : `\t// ${goName(operator)} is a string, number, bool or time.Time.\n\t${goName(operator)} any \`json:"${operator},omitzero"\``

function emitField({ field, role }: { field: SdkField; role: SdkRole }): string[] {
  const name = goName(field.name)
  const doc = field.description ? `${goComment({ text: field.description, indent: '\t' })}\n` : ''
  const isFile = field.type.kind === 'binary'
  // What is required goes out even when it is empty, so that the server says so.
  const isAlwaysSent = field.isRequired && !field.isNullable
  const tag = isFile ? '-' : `${field.name}${isAlwaysSent ? '' : ',omitzero'}`
  const line = `${doc}\t${name} ${goFieldType({ field, role })} \`json:"${tag}"\``
  return isFile
    ? [line, '\t// Filename is the name of the file; a reader with a Name method, such as *os.File, brings its own.\n\tFilename string `json:"-"`']
    : [line]
}

/** Types and constants share one name space in Go. */
function refuseTwins(text: string): void {
  const names = [...text.matchAll(/^(?:type (\w+) |\t(\w+) +\w+ = ")/gm)].map(([, type, constant]) => type ?? constant)
  const twin = names.find((name, index) => names.indexOf(name) !== index)
  if (twin) throw new Error(`openapi: two types or values would both be called ${twin} in the Go SDK; rename one`)
}
