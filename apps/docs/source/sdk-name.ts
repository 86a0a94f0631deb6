import { snakeCase } from '../samples/literals.ts'
import type { Operation } from './operations.ts'

/** An operation's method as a caller of the SDK writes it. */
export function sdkName({ sdk, language }: { sdk: Operation['sdk']; language: 'typescript' | 'python' }): string {
  const cased = language === 'python' ? snakeCase : (name: string) => name
  return `flow.${cased(sdk.group)}.${cased(sdk.method)}()`
}
