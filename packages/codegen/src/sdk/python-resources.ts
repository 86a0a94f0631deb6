import { pascalCase } from './naming.ts'
import { docstring, pythonName, pythonType } from './python-text.ts'
import { bodyFields, inputType } from './python-types.ts'
import type { SdkField, SdkGroup, SdkMethod, SdkModel } from './sdk-model.ts'

type Mode = 'sync' | 'async'

/** One group as two classes, which differ in `async` and `await` alone. */
export function emitPythonGroup({ model, group }: { model: SdkModel; group: SdkGroup }): string {
  return [
    'from __future__ import annotations\n',
    'from datetime import datetime',
    'from typing import Any, List, Mapping, Optional, Sequence, Union, overload\n',
    'from .._async_transport import AsyncTransport',
    'from .._body import merge_body, merge_query, to_path',
    'from .._call import Call, RequestOptions',
    'from .._not_given import NOT_GIVEN, NotGiven',
    'from .._pages import AsyncPage, SyncPage',
    'from .._query import Filter',
    'from .._sync_transport import SyncTransport',
    'from .._uploads import UploadFile',
    'from .models import *',
    'from .params import *\n',
    emitClass({ model, group, mode: 'sync' }),
    emitClass({ model, group, mode: 'async' }),
  ].join('\n')
}

function emitClass({ model, group, mode }: { model: SdkModel; group: SdkGroup; mode: Mode }): string {
  const prefix = mode === 'async' ? 'Async' : ''
  return [
    `\nclass ${prefix}${pascalCase(group.name)}Resource:`,
    `    """\`\`flow.${pythonName(group.name)}\`\`."""\n`,
    `    def __init__(self, transport: ${mode === 'async' ? 'AsyncTransport' : 'SyncTransport'}) -> None:`,
    '        self._transport = transport',
    ...group.methods.map((method) => `\n${emitMethod({ model, method, mode })}`),
    '',
  ].join('\n')
}

/** One parameter of a method. `text` is its whole declaration. */
type Declared = { name: string; text: string }

function emitMethod({ model, method, mode }: { model: SdkModel; method: SdkMethod; mode: Mode }): string {
  const ids = method.pathParameters.map((parameter) => `${pythonName(parameter.label)}: str`)
  const fields = fieldsOf({ model, typeName: method.body?.typeName })
  const query = fieldsOf({ model, typeName: method.queryType })
  const options = 'options: Optional[RequestOptions] = None'
  const bodyType = `Union[${method.body?.typeName}, Mapping[str, Any]]`
  const keywords = [...fields.map(bodyKeyword), ...query.map(queryKeyword)]
  const positional = [
    ...ids,
    ...(method.body ? [`body: Optional[${bodyType}] = None`] : []),
    ...(method.queryType ? ['params: Optional[Mapping[str, Any]] = None'] : []),
  ]
  const head = (declared: string[]) =>
    `    ${mode === 'async' ? 'async ' : ''}def ${pythonName(method.name)}(\n        self,\n${declared.map((line) => `        ${line},`).join('\n')}\n    ) -> ${resultType({ method, mode })}:`
  // Ids and dicts can be given by name, unless a field has the same one.
  const names = new Set(keywords.map((keyword) => keyword.name))
  const declare = (before: string[], named: string[]) => [
    ...before,
    ...(before.some((line) => names.has(line.split(':')[0] ?? '')) ? ['/'] : []),
    '*',
    ...named,
    options,
  ]
  const required = fields.filter((field) => field.isRequired)
  const overloads =
    required.length === 0
      ? []
      : [
          `    @overload\n${head(declare([...ids, `body: ${bodyType}`], []))} ...\n`,
          `    @overload\n${head(
            declare(
              ids,
              fields.map((field) => (field.isRequired ? `${pythonName(field.name)}: ${inputType(field)}` : bodyKeyword(field).text)),
            ),
          )} ...\n`,
        ]
  return [
    ...overloads,
    head(
      declare(
        positional,
        keywords.map((keyword) => keyword.text),
      ),
    ),
    emitDoc(method),
    emitBody({ method, fields, query, mode }),
  ].join('\n')
}

function fieldsOf({ model, typeName }: { model: SdkModel; typeName: string | undefined }): SdkField[] {
  const type = model.types.find((candidate) => candidate.name === typeName)
  return type?.kind === 'object' ? bodyFields(type) : []
}

const bodyKeyword = (field: SdkField): Declared => ({
  name: pythonName(field.name),
  text: `${pythonName(field.name)}: Union[${inputType(field)}, NotGiven] = NOT_GIVEN`,
})

const queryKeyword = (field: SdkField): Declared => ({
  name: pythonName(field.name),
  text: `${pythonName(field.name)}: Optional[${field.name === 'filter' ? 'Filter' : pythonType({ type: field.type, role: 'input' })}] = None`,
})

function resultType({ method: { answer }, mode }: { method: SdkMethod; mode: Mode }): string {
  switch (answer.kind) {
    case 'none':
      return 'None'
    case 'one':
      return answer.typeName
    case 'array':
      return `List[${answer.typeName}]`
    case 'list':
      return `${mode === 'async' ? 'AsyncPage' : 'SyncPage'}[${answer.typeName}]`
  }
}

function emitBody({ method, fields, query, mode }: { method: SdkMethod; fields: SdkField[]; query: SdkField[]; mode: Mode }): string {
  const named = (list: SdkField[]) => `{${list.map((field) => `"${field.name}": ${pythonName(field.name)}`).join(', ')}}`
  const ids = method.pathParameters.map((parameter) => pythonName(parameter.label)).join(', ')
  const call = [
    `method="${method.httpMethod}"`,
    `path=${ids ? `to_path("${method.path.replace(/\{[^}]+\}/g, '{}')}", ${ids})` : `"${method.path}"`}`,
    ...(query.length > 0 ? [`query=merge_query(params, ${named(query)})`] : []),
    ...(fields.length > 0 ? [`body=merge_body(body, ${named(fields)})`] : []),
    ...(method.body?.kind === 'multipart' ? [`file_field="${method.body.fileField}"`] : []),
    ...(method.isIdempotent ? ['is_idempotent=True'] : []),
    'options=options',
  ]
  const verb = { none: 'none', one: 'one', array: 'array', list: 'page' }[method.answer.kind]
  const parse = method.answer.kind === 'none' ? '' : `, ${method.answer.typeName}.from_api`
  const result = `${mode === 'async' ? 'await ' : ''}self._transport.${verb}(call${parse})`
  return `        call = Call(\n${call.map((line) => `            ${line},`).join('\n')}\n        )\n        ${method.answer.kind === 'none' ? '' : 'return '}${result}`
}

function emitDoc(method: SdkMethod): string {
  const errors = method.errors.map(({ status, description }) => `    ${status}: ${description}`)
  return docstring({
    indent: '        ',
    lines: [
      `${method.summary}. ${method.description}`,
      '',
      ...(method.body ? ['Give the fields as keywords or as one dict with snake_case or camelCase keys.', ''] : []),
      ...(method.answer.kind === 'list' ? ['Gives one page, which behaves as a list; its ``auto_paging_iter()`` walks the items of all pages.', ''] : []),
      ...(method.isIdempotent ? ['Sent with an idempotency key that is kept over its retries, so that it has its effect once.', ''] : []),
      'Raises FlowError, by status:',
      '',
      ...errors,
    ],
  })
}
