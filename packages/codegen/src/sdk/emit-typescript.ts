import { banner, inRepository, type GeneratedFile } from '../generated-file.ts'
import { kebabCase, pascalCase } from './naming.ts'
import type { SdkGroup, SdkMethod, SdkModel } from './sdk-model.ts'
import { policyValues, sdkPolicy } from './sdk-policy.ts'
import { emitTypeScriptErrors } from './typescript-errors.ts'
import { emitTypeScriptTypes } from './typescript-types.ts'

/** `packages/sdk/src/generated`: resources, types and policy of the TypeScript SDK. */
export function emitTypeScript(model: SdkModel): GeneratedFile[] {
  const file = (name: string, content: string): GeneratedFile => ({
    path: inRepository('packages', 'sdk', 'src', 'generated', `${name}.gen.ts`),
    content: `${banner}\n${content.trimEnd()}\n`,
  })
  return [
    file('types', emitTypeScriptTypes(model)),
    file('policy', emitPolicy()),
    file('error-families', emitTypeScriptErrors()),
    file('resources', emitResources(model)),
    ...model.groups.map((group) => file(kebabCase(group.name), emitGroup({ model, group }))),
  ]
}

function emitPolicy(): string {
  const { retryStatuses, retryCodes, webhookToleranceMs, ...numbers } = policyValues()
  const lines = Object.entries(numbers).map(([name, value]) => `  ${name}: ${typeof value === 'string' ? `'${value}'` : value},`)
  const types = { retryStatuses: 'readonly number[]', retryCodes: 'readonly string[]' }
  const codes = retryCodes.map((code) => `'${code}'`).join(', ')
  return `/** How the SDK behaves where nothing else is asked for. */\nexport const policy = {\n${lines.join('\n')}\n  // Widened, so that any status and code can be looked up.\n  retryStatuses: [${retryStatuses.join(', ')}] as ${types.retryStatuses},\n  retryCodes: [${codes}] as ${types.retryCodes},\n}\n\n/** By itself, so that who only verifies webhooks loads nothing else. */\nexport const webhookToleranceMs = ${webhookToleranceMs}`
}

const resourceClass = (name: string): string => `${pascalCase(name)}Resource`
const isExtended = (name: string): boolean => sdkPolicy.extendedGroups.includes(name)
const publicClass = (name: string): string => (isExtended(name) ? pascalCase(name) : resourceClass(name))

function emitResources(model: SdkModel): string {
  const imports = model.groups.map(({ name }) => {
    const from = isExtended(name) ? `../resources/${kebabCase(name)}.ts` : `./${kebabCase(name)}.gen.ts`
    return `import { ${publicClass(name)} } from '${from}'`
  })
  const fields = model.groups.map(({ name }) => `  readonly ${name}: ${publicClass(name)}`)
  const creations = model.groups.map(({ name }) => `    this.${name} = new ${publicClass(name)}(send)`)
  return [
    `import type { Send } from '../call.ts'`,
    ...imports,
    '',
    `export { ${model.groups.map(({ name }) => publicClass(name)).join(', ')} }`,
    '',
    '/** The groups of operations a client has. */',
    'export abstract class FlowResources {',
    ...fields,
    '',
    '  constructor(send: Send) {',
    ...creations,
    '  }',
    '}',
  ].join('\n')
}

function emitGroup({ model, group }: { model: SdkModel; group: SdkGroup }): string {
  const methods = group.methods.map((method) => emitMethod({ model, method })).join('\n\n')
  const core = [
    methods.includes('sendForData')
      ? "import { sendForData, type RequestOptions, type Send } from '../call.ts'"
      : "import type { RequestOptions, Send } from '../call.ts'",
    ...(methods.includes('FlowPromise') ? ["import type { FlowPromise } from '../flow-promise.ts'"] : []),
    ...(methods.includes('listPages') ? ["import { listPages, type PagePromise } from '../page.ts'"] : []),
    ...(methods.includes('toPath`') ? ["import { toPath } from '../path.ts'"] : []),
  ]
  const types = model.types.map((type) => type.name).filter((name) => new RegExp(`\\b${name}\\b`).test(methods.replace(/\/\*\*[\s\S]*?\*\//g, '')))
  return [
    ...core,
    `import type { ${types.sort().join(', ')} } from './types.gen.ts'`,
    '',
    `/** \`flow.${group.name}\`. */`,
    `export class ${resourceClass(group.name)} {`,
    '  readonly #send: Send',
    '',
    '  constructor(send: Send) {',
    '    this.#send = send',
    '  }',
    '',
    methods,
    '}',
  ].join('\n')
}

function emitMethod({ model, method }: { model: SdkModel; method: SdkMethod }): string {
  const parameters = [
    ...method.pathParameters.map((parameter) => `${parameter.name}: string`),
    ...(method.body ? [`body: ${method.body.typeName}${method.isBodyRequired ? '' : ' = {}'}`] : []),
    ...(method.queryType ? [`query: ${method.queryType}${isQueryRequired({ model, method }) ? '' : ' = {}'}`] : []),
    'options?: RequestOptions',
  ]
  const path = method.pathParameters.length > 0 ? `toPath\`${method.path.replaceAll('{', '${')}\`` : `'${method.path}'`
  const call = [
    `method: '${method.httpMethod}'`,
    `path: ${path}`,
    ...(method.queryType ? ['query'] : []),
    ...(method.body ? ['body'] : []),
    ...(method.body?.kind === 'multipart' ? [`fileField: '${method.body.fileField}'`] : []),
    ...(method.isIdempotent ? ['isIdempotent: true'] : []),
    'options',
  ].join(', ')
  const { answer } = method
  if (answer.kind === 'list')
    return `${emitDoc(method)}\n  ${method.name}(${parameters.join(', ')}): PagePromise<${answer.typeName}> {\n    return listPages<${answer.typeName}>({ send: this.#send, call: () => ({ ${call} }) })\n  }`
  const result = answer.kind === 'none' ? 'void' : answer.kind === 'array' ? `${answer.typeName}[]` : answer.typeName
  return `${emitDoc(method)}\n  ${method.name}(${parameters.join(', ')}): FlowPromise<${result}> {\n    return sendForData<${result}>({ send: this.#send, call: () => ({ ${call} }) })\n  }`
}

function isQueryRequired({ model, method }: { model: SdkModel; method: SdkMethod }): boolean {
  const type = model.types.find((candidate) => candidate.name === method.queryType)
  return type?.kind === 'object' && type.fields.some((field) => field.isRequired)
}

function emitDoc(method: SdkMethod): string {
  const extra = [
    ...(method.answer.kind === 'list' ? ['`await` the call for one page; `for await` over it walks the items of all pages.'] : []),
    ...(method.isIdempotent ? ['Sent with an idempotency key that is kept over its retries, so that it has its effect once.'] : []),
  ]
  const errors = method.errors.map(({ status, description }) => `${status}: ${description.replace(/\.$/, '')}`)
  const lines = [
    `${method.summary}. ${method.description}`,
    ...extra,
    ...method.pathParameters.map((parameter) => `@param ${parameter.name} ${parameter.description}`),
    ...(method.body ? ['@param body What is sent.'] : []),
    ...(method.queryType ? ['@param query Filter, order and place in the list, where the operation has them.'] : []),
    '@param options For this call alone; times are milliseconds.',
    `@throws FlowError, by status: ${errors.join('; ')}.`,
  ]
  return `  /**\n${lines.map((line) => `   * ${line}`).join('\n')}\n   */`
}
