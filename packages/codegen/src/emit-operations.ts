import { banner, inRepository, type GeneratedFile } from './generated-file.ts'
import { eachOperation, resolveParameter, type Operation, type SpecDocument } from './spec-document.ts'

/** The operation table: what the REST door registers and what the clients know of each operation. */
export function emitOperations(document: SpecDocument): GeneratedFile {
  // What asks for no key is for browsers, such as the OAuth callback, and is served outside the table.
  const keyed = eachOperation(document).filter(({ operation }) => operation.security?.length !== 0)
  const entries = keyed.map(({ path, method, operation }) => {
    const parameters = (operation.parameters ?? []).map((parameter) => resolveParameter({ document, parameter }))
    const named = (place: string) => parameters.filter((parameter) => parameter.in === place).map((parameter) => parameter.name)
    const info = {
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      tag: operation.tags[0],
      permission: operation['x-permission'],
      rateClass: operation['x-rate-class'] ?? null,
      batch: operation['x-batch'] ?? null,
      successStatus: Number(Object.keys(operation.responses).find((status) => status.startsWith('2'))),
      body: bodyKind(operation),
      isBodyRequired: operation.requestBody?.required ?? false,
      pathParameters: named('path'),
      queryParameters: named('query'),
      isIdempotent: named('header').includes('Idempotency-Key'),
      sdk: operation['x-sdk'],
    }
    return `  ${operation.operationId}: ${JSON.stringify(info)},`
  })
  return {
    path: inRepository('packages', 'contract', 'src', 'generated', 'operations.gen.ts'),
    content: `${banner}\nexport const operationTable = {\n${entries.join('\n')}\n} as const\n`,
  }
}

function bodyKind(operation: Operation): 'json' | 'multipart' | 'none' {
  const content = operation.requestBody?.content
  if (!content) return 'none'
  return 'multipart/form-data' in content ? 'multipart' : 'json'
}
