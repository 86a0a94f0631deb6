import { inRepository, type GeneratedFile } from '../generated-file.ts'
import { emitGoService, emitGoServices } from './go-services.ts'
import { goBanner, goName, inColumns } from './go-text.ts'
import { emitGoTypes } from './go-types.ts'
import { kebabCase } from './naming.ts'
import type { SdkModel } from './sdk-model.ts'
import { emitGoErrors } from './go-errors.ts'
import { policyValues } from './sdk-policy.ts'

/** `packages/sdk-go/*.gen.go`: services, types and policy of the Go SDK, in the form gofmt gives, so that no Go is needed to write them. */
export function emitGo(model: SdkModel): GeneratedFile[] {
  const file = (name: string, content: string): GeneratedFile => ({
    path: inRepository('packages', 'sdk-go', `${name}.gen.go`),
    content: `${goBanner}\n${content.trimEnd()}\n`,
  })
  return [
    file('types', emitGoTypes(model)),
    file('policy', emitPolicy()),
    file('error-families', emitGoErrors()),
    file('services', emitGoServices(model)),
    ...model.groups.map((group) => file(kebabCase(group.name), emitGoService(group))),
  ]
}

function emitPolicy(): string {
  const { retryStatuses, retryCodes, ...rest } = policyValues()
  const constants = Object.entries(rest).map(([name, value]): [string, string] => [
    `policy${goName(name.replace(/Ms$/, ''))}`,
    `= ${name.endsWith('Ms') ? `${value} * time.Millisecond` : JSON.stringify(value)}`,
  ])
  return [
    'package flow\n\nimport "time"\n',
    `// How the SDK behaves where nothing else is asked for.\nconst (\n${inColumns(constants).join('\n')}\n)\n`,
    `var policyRetryStatuses = []int{${retryStatuses.join(', ')}}\n`,
    `var policyRetryCodes = []ErrorCode{${retryCodes.map((code) => JSON.stringify(code)).join(', ')}}`,
  ].join('\n')
}
