import { familyName, sdkPolicy, splitFamilies, type ErrorFamily } from './sdk-policy.ts'

const className = (family: ErrorFamily): string => `Flow${familyName(family)}Error`

/** `error_families.py`: a class a family, and which status is of which. */
export function emitPythonErrors(): string {
  const { own, request, server } = splitFamilies(sdkPolicy)
  return [
    'from __future__ import annotations\n',
    'from typing import Dict, Tuple, Type\n',
    'from .._flow_error import FlowError\n',
    `__all__ = [${[...sdkPolicy.errorFamilies.map(className), 'error_family'].map((name) => `"${name}"`).join(', ')}]\n`,
    ...sdkPolicy.errorFamilies.map((family) => `\nclass ${className(family)}(FlowError):\n    """${family.meaning}"""\n`),
    '\n_FAMILIES: Dict[int, Tuple[Type[FlowError], str]] = {',
    ...own.map((family) => `    ${family.status}: (${className(family)}, "${family.type}"),`),
    '}\n\n',
    'def error_family(status: int) -> Tuple[Type[FlowError], str]:',
    '    """The class of errors of a status, and their type where the answer names none."""',
    '    if 400 <= status < 500:',
    `        return _FAMILIES.get(status, (${className(request)}, "${request.type}"))`,
    `    return ${className(server)}, "${server.type}"`,
  ].join('\n')
}
