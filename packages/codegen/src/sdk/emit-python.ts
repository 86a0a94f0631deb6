import { inRepository, type GeneratedFile } from '../generated-file.ts'
import { pascalCase, snakeCase } from './naming.ts'
import { emitPythonGroup } from './python-resources.ts'
import { pythonBanner, pythonName } from './python-text.ts'
import { emitPythonModels, emitPythonParams } from './python-types.ts'
import type { SdkModel } from './sdk-model.ts'
import { emitPythonErrors } from './python-errors.ts'
import { policyValues, sdkPolicy } from './sdk-policy.ts'

/** `packages/sdk-python/src/flow_sdk/_generated`: resources, types and policy of the Python SDK, sync and async. */
export function emitPython(model: SdkModel): GeneratedFile[] {
  const file = (name: string, content: string): GeneratedFile => ({
    path: inRepository('packages', 'sdk-python', 'src', 'flow_sdk', '_generated', `${name}.py`),
    content: `${pythonBanner}${content === '' ? '' : `\n${content.trimEnd()}\n`}`,
  })
  return [
    file('__init__', ''),
    file('policy', emitPolicy()),
    file('error_families', emitPythonErrors()),
    file('models', emitPythonModels(model)),
    file('params', emitPythonParams(model)),
    file('maps', emitMaps(model)),
    file('resources', emitResources(model)),
    ...model.groups.map((group) => file(snakeCase(group.name), emitPythonGroup({ model, group }))),
  ]
}

/** Times are seconds in Python. */
function emitPolicy(): string {
  const lines = Object.entries(policyValues()).map(([name, value]) => {
    const seconds = name.endsWith('Ms') && typeof value === 'number'
    const constant = snakeCase(seconds ? name.slice(0, -2) : name).toUpperCase()
    return `${constant}: Final = ${Array.isArray(value) ? `frozenset(${JSON.stringify(value)})` : JSON.stringify(seconds ? value / 1000 : value)}`
  })
  return `"""How the SDK behaves where nothing else is asked for. Times are seconds."""\n\nfrom typing import Final\n\n${lines.join('\n')}`
}

/** Fields whose keys are the caller's own words, such as the ids of networks. */
function emitMaps(model: SdkModel): string {
  const fields = model.types.flatMap((type) =>
    type.kind === 'object' && type.role === 'input' ? type.fields.filter((field) => field.type.kind === 'map') : [],
  )
  const names = [...new Set(fields.map((field) => field.name))].sort()
  return `"""Fields whose keys are the caller's own words."""\n\nfrom typing import Final\n\nMAP_FIELDS: Final = frozenset(${JSON.stringify(names)})`
}

function emitResources(model: SdkModel): string {
  const names = model.groups.map(({ name }) => {
    const isExtended = sdkPolicy.extendedGroups.includes(name)
    return {
      attribute: pythonName(name),
      className: `${pascalCase(name)}${isExtended ? '' : 'Resource'}`,
      from: isExtended ? `.._${snakeCase(name)}` : `.${snakeCase(name)}`,
    }
  })
  const resources = (prefix: string, transport: string) =>
    [
      `\nclass ${prefix}Resources:`,
      '    """The groups of operations a client has."""\n',
      `    def __init__(self, transport: ${transport}) -> None:`,
      ...names.map(({ attribute, className }) => `        self.${attribute} = ${prefix === 'Async' ? 'Async' : ''}${className}(transport)`),
      '',
    ].join('\n')
  return [
    'from __future__ import annotations\n',
    'from .._async_transport import AsyncTransport',
    'from .._sync_transport import SyncTransport',
    ...names.map(({ className, from }) => `from ${from} import Async${className}, ${className}`),
    '',
    resources('Sync', 'SyncTransport'),
    resources('Async', 'AsyncTransport'),
  ].join('\n')
}
