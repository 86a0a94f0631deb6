import { goComment, goName, goParameter, inColumns } from './go-text.ts'
import type { SdkGroup, SdkMethod, SdkModel } from './sdk-model.ts'

const serviceName = (name: string): string => `${goName(name)}Service`

/** `services.gen.go`: the groups of operations a client has. */
export function emitGoServices(model: SdkModel): string {
  const fields = inColumns(model.groups.map(({ name }) => [goName(name), `*${serviceName(name)}`]))
  const creations = inColumns(model.groups.map(({ name }) => [`${goName(name)}:`, `&${serviceName(name)}{transport: t},`]))
  return [
    'package flow\n',
    '// Services are the groups of operations a [Client] has.',
    `type Services struct {\n${fields.join('\n')}\n}\n`,
    'func newServices(t *transport) Services {',
    '\treturn Services{',
    ...creations.map((line) => `\t${line}`),
    '\t}\n}',
  ].join('\n')
}

/** One group: `posts.gen.go` holds PostsService. */
export function emitGoService(group: SdkGroup): string {
  const isWalked = group.methods.some((method) => method.answer.kind === 'list')
  const imports = isWalked ? 'import (\n\t"context"\n\t"iter"\n)' : 'import "context"'
  return [
    `package flow\n\n${imports}`,
    `// ${serviceName(group.name)} holds the operations of client.${goName(group.name)}.\ntype ${serviceName(group.name)} struct{ transport *transport }`,
    ...group.methods.flatMap((method) =>
      method.answer.kind === 'list' ? [emitMethod({ group, method }), emitWalk({ group, method })] : [emitMethod({ group, method })],
    ),
  ].join('\n\n')
}

const receiver = (group: SdkGroup): string => `func (s *${serviceName(group.name)})`

function emitMethod({ group, method }: { group: SdkGroup; method: SdkMethod }): string {
  const { answer } = method
  const send = { none: 'sendNone', one: 'sendOne', array: 'sendArray', list: 'sendPage' }[answer.kind]
  const type = answer.kind === 'none' ? '' : goName(answer.typeName)
  const result = { none: 'error', one: `(*${type}, error)`, array: `([]${type}, error)`, list: `(*Page[${type}], error)` }[answer.kind]
  const generic = type === '' ? '' : `[${type}]`
  return `${emitDoc(method)}\n${receiver(group)} ${goName(method.name)}(${parameters(method)}) ${result} {\n\treturn ${send}${generic}(ctx, s.transport, ${emitCall(method)}, opts)\n}`
}

/** The walk over all pages: `List` has `All`, `GetDeliveries` has `AllDeliveries`. */
function emitWalk({ group, method }: { group: SdkGroup; method: SdkMethod }): string {
  const type = method.answer.kind === 'none' ? '' : goName(method.answer.typeName)
  const name = `All${goName(method.name).replace(/^(Get|List)/, '')}`
  const doc = goComment({
    text: `${name} walks the items of all pages of ${goName(method.name)}, which are fetched as they are reached. A failure comes as the last pair and ends the walk.`,
  })
  return `${doc}\n${receiver(group)} ${name}(${parameters(method)}) iter.Seq2[${type}, error] {\n\treturn walk[${type}](ctx, s.transport, ${emitCall(method)}, opts)\n}`
}

const parameters = (method: SdkMethod): string =>
  [
    'ctx context.Context',
    ...method.pathParameters.map((parameter) => `${goParameter(parameter.label)} string`),
    ...(method.body ? [`body ${goName(method.body.typeName)}`] : []),
    ...(method.queryType ? [`params ${goName(method.queryType)}`] : []),
    'opts ...Option',
  ].join(', ')

function emitCall(method: SdkMethod): string {
  const ids = method.pathParameters.map((parameter) => goParameter(parameter.label)).join(', ')
  const fields = [
    `method: "${method.httpMethod}"`,
    `path: "${method.path}"`,
    ...(ids ? [`ids: []string{${ids}}`] : []),
    ...(method.queryType ? ['query: params'] : []),
    ...(method.body ? ['body: body'] : []),
    ...(method.body?.kind === 'multipart'
      ? [`file: &filePart{field: "${method.body.fileField}", reader: body.${goName(method.body.fileField)}, name: body.Filename}`]
      : []),
    ...(method.isIdempotent ? ['isIdempotent: true'] : []),
  ]
  return `call{${fields.join(', ')}}`
}

function emitDoc(method: SdkMethod): string {
  const extra = [
    ...(method.answer.kind === 'list' ? [`It gives one page; All${goName(method.name).replace(/^(Get|List)/, '')} walks the items of all pages.`] : []),
    ...(method.isIdempotent ? ['It is sent with an idempotency key that is kept over its retries, so that it has its effect once.'] : []),
  ]
  const errors = method.errors.map(({ status, description }) => `${status}: ${description.replace(/\.$/, '')}`).join('; ')
  const paragraphs = [
    `${goName(method.name)}: ${method.summary}. ${method.description}`,
    ...(extra.length > 0 ? [extra.join(' ')] : []),
    `Errors are an [*Error], by status: ${errors}.`,
  ]
  return paragraphs.map((text) => goComment({ text })).join('\n//\n')
}
