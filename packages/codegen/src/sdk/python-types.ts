import { docstring, pythonName, pythonType } from './python-text.ts'
import type { SdkField, SdkModel, SdkType, SdkTypeRef } from './sdk-model.ts'

type ObjectType = Extract<SdkType, { kind: 'object' }>

/** Types whose `str()` is one of their fields: `flow.media.get_url(key)` can be used as the address it holds. */
const textFields: Record<string, string> = { MediaUrl: 'url' }

const objects = ({ model, role }: { model: SdkModel; role: ObjectType['role'] }): ObjectType[] =>
  model.types.filter((type): type is ObjectType => type.kind === 'object' && type.role === role)

/** `models.py`: enums as open string types, answers as frozen dataclasses. */
export function emitPythonModels(model: SdkModel): string {
  const models = objects({ model, role: 'output' })
  const enumNames = new Set(model.types.filter((type) => type.kind === 'enum').map((type) => type.name))
  const enums = model.types.flatMap((type) => {
    if (type.kind !== 'enum') return []
    const values = type.values.map((value) => JSON.stringify(value)).join(', ')
    return [`# Open, since a newer server may add values.${type.description ? `\n# ${type.description}` : ''}\n${type.name} = Union[Literal[${values}], str]\n`]
  })
  return [
    'from __future__ import annotations\n',
    'from dataclasses import dataclass, field',
    'from datetime import datetime',
    'from typing import Any, List, Literal, Mapping, Optional, Union\n',
    'from .._parse import build, read_datetime\n',
    `__all__ = [${[...enumNames, ...models.map((type) => type.name)].map((name) => `"${name}"`).join(', ')}]\n`,
    ...enums,
    ...models.map((type) => emitModel({ type, enumNames })),
  ].join('\n')
}

function emitModel({ type, enumNames }: { type: ObjectType; enumNames: Set<string> }): string {
  // Fields with a default come last, as dataclasses ask.
  const fields = [...type.fields.filter((field) => field.isRequired), ...type.fields.filter((field) => !field.isRequired)]
  const text = textFields[type.name]
  return [
    '\n@dataclass(frozen=True)',
    `class ${type.name}:`,
    docstring({ lines: [type.description || `${type.name} as the API answers it.`], indent: '    ' }),
    '',
    ...fields.flatMap((field) => [modelField(field), ...(field.description ? [docstring({ lines: [field.description], indent: '    ' })] : [])]),
    '',
    '    @classmethod',
    `    def from_api(cls, data: Any) -> ${type.name}:`,
    '        """Reads the API\'s JSON; fields this version does not know are left out."""',
    '        get = data.get',
    '        fields = {',
    ...fields.map((field) => `            "${pythonName(field.name)}": ${readField({ field, enumNames })},`),
    '        }',
    '        return build(cls, fields)',
    ...(text ? ['', '    def __str__(self) -> str:', `        return self.${pythonName(text)}`] : []),
    '',
  ].join('\n')
}

function modelField(field: SdkField): string {
  const type = pythonType({ type: field.type, role: 'output' })
  const name = pythonName(field.name)
  if (!field.isRequired) return `    ${name}: Optional[${type}] = None`
  const secret = field.isSecret ? ' = field(repr=False)' : ''
  return `    ${name}: ${field.isNullable ? `Optional[${type}]` : type}${secret}`
}

function readField({ field, enumNames }: { field: SdkField; enumNames: Set<string> }): string {
  const source = `get("${field.name}")`
  const value = readValue({ type: field.type, enumNames, source })
  // A list that is left out is an empty one, but null means something else.
  return field.type.kind === 'array' && field.isNullable ? `None if ${source} is None else ${value}` : value
}

function readValue({ type, source, enumNames }: { type: SdkTypeRef; source: string; enumNames: Set<string> }): string {
  if (type.kind === 'dateTime') return `read_datetime(${source})`
  // Enums are strings, which need no reading; everything else with a name is a model.
  if (type.kind === 'named') return enumNames.has(type.name) ? source : `None if (value := ${source}) is None else ${type.name}.from_api(value)`
  if (type.kind === 'array' && type.items.kind === 'named' && !enumNames.has(type.items.name))
    return `[${type.items.name}.from_api(item) for item in ${source} or ()]`
  if (type.kind === 'array') return `list(${source} or ())`
  return source
}

/** `params.py`: what callers give, as typed dictionaries. */
export function emitPythonParams(model: SdkModel): string {
  const types = objects({ model, role: 'input' })
  return [
    'from __future__ import annotations\n',
    'from datetime import datetime',
    'from typing import Any, Mapping, Optional, Sequence, TypedDict, Union\n',
    'from .._uploads import UploadFile',
    'from .models import *\n',
    `__all__ = [${types.map((type) => `"${type.name}"`).join(', ')}]\n`,
    ...types.map(emitParams),
  ].join('\n')
}

function emitParams(type: ObjectType): string {
  const doc = docstring({ lines: [type.description || `What is sent as ${type.name}.`], indent: '    ' })
  const required = type.fields.filter((field) => field.isRequired)
  const optional = bodyFields(type).filter((field) => !field.isRequired)
  const lines = (fields: SdkField[]) => fields.map((field) => `    ${pythonName(field.name)}: ${inputType(field)}`).join('\n')
  if (required.length === 0) return `\nclass ${type.name}(TypedDict, total=False):\n${doc}\n\n${lines(optional)}\n`
  if (optional.length === 0) return `\nclass ${type.name}(TypedDict):\n${doc}\n\n${lines(required)}\n`
  return `\nclass _${type.name}Required(TypedDict):\n${lines(required)}\n\n\nclass ${type.name}(_${type.name}Required, total=False):\n${doc}\n\n${lines(optional)}\n`
}

export function inputType(field: SdkField): string {
  const type = pythonType({ type: field.type, role: 'input' })
  return field.isNullable ? `Optional[${type}]` : type
}

/** The fields of a body, with the name of the file where there is one. */
export function bodyFields(type: ObjectType): SdkField[] {
  const filename: SdkField = {
    name: 'filename',
    type: { kind: 'string' },
    isRequired: false,
    isNullable: false,
    isSecret: false,
    description: 'Name of the file; a path brings its own.',
  }
  return type.fields.flatMap((field) => (field.type.kind === 'binary' ? [field, filename] : [field]))
}
