import type { SdkField, SdkModel, SdkRole, SdkType, SdkTypeRef } from './sdk-model.ts'

/** Every type of the model as TypeScript. */
export function emitTypeScriptTypes(model: SdkModel): string {
  const types = model.types.map(emitType)
  const needsFile = model.types.some((type) => type.kind === 'object' && type.fields.some((field) => field.type.kind === 'binary'))
  return [
    ...(needsFile ? ["import type { UploadFile } from '../upload.ts'\n"] : []),
    '/** A value to compare with; dates are sent as RFC 3339. */\nexport type FilterValue = string | number | boolean | Date\n',
    '/** Values a newer server may add, without losing the completion of the known ones. */\ntype Unknown = string & Record<never, never>\n',
    ...types,
  ].join('\n')
}

function emitType(type: SdkType): string {
  const doc = type.description ? `/** ${type.description} */\n` : ''
  if (type.kind === 'enum') return `${doc}export type ${type.name} = ${type.values.map((value) => `'${value}'`).join(' | ')} | Unknown\n`
  if (type.kind === 'filter') {
    const operators = type.operators.map(
      (operator) => `  ${operator}?: ${operator === 'in' ? 'FilterValue | readonly FilterValue[]' : 'FilterValue'} | undefined`,
    )
    return `${doc}export type ${type.name} =\n  | FilterValue\n  | readonly FilterValue[]\n  | {\n${operators.map((line) => `    ${line}`).join('\n')}\n    }\n`
  }
  const fields = type.fields.map((field) => emitField({ field, role: type.role }))
  if (type.fields.some((field) => field.type.kind === 'binary'))
    fields.push("  /** Name of the file; a `File` brings its own. The file's type is judged by its content. */\n  filename?: string | undefined")
  return `${doc}export interface ${type.name} {\n${fields.join('\n')}\n}\n`
}

function emitField({ field, role }: { field: SdkField; role: SdkRole }): string {
  const doc = field.description ? `  /** ${field.description} */\n` : ''
  const type = `${typeText({ type: field.type, role })}${field.isNullable ? ' | null' : ''}`
  if (field.isRequired) return `${doc}  ${field.name}: ${type}`
  return `${doc}  ${field.name}?: ${type}${role === 'output' ? '' : ' | undefined'}`
}

function typeText({ type, role }: { type: SdkTypeRef; role: SdkRole }): string {
  switch (type.kind) {
    case 'string':
      return 'string'
    case 'integer':
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    case 'dateTime':
      return role === 'output' ? 'string' : 'Date | string'
    case 'binary':
      return 'UploadFile'
    case 'unknown':
      return 'unknown'
    case 'named':
      return type.name
    case 'array':
      return role === 'output' ? `${wrapped(typeText({ type: type.items, role }))}[]` : `readonly ${wrapped(typeText({ type: type.items, role }))}[]`
    case 'map':
      return `Record<string, ${typeText({ type: type.values, role })}>`
  }
}

const wrapped = (text: string): string => (text.includes(' ') ? `(${text})` : text)
