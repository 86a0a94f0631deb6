import Link from 'fumadocs-core/link'
import { operationUrl } from '../../source/operation-url.ts'
import { operationsByTag } from '../../source/operations-by-tag.ts'
import { sdkName } from '../../source/sdk-name.ts'

/** The methods of an SDK, each with the page of its operation. */
export function SdkMethods({ language }: { language: 'typescript' | 'python' }) {
  return (
    <table>
      <thead>
        <tr>
          <th>Method</th>
          <th>Operation</th>
        </tr>
      </thead>
      <tbody>
        {operationsByTag.flatMap(([, operations]) =>
          operations.map((operation) => (
            <tr key={operation.id}>
              <td>
                <Link href={operationUrl(operation)}>
                  <code>{sdkName({ sdk: operation.sdk, language })}</code>
                </Link>
              </td>
              <td>
                <code>
                  {operation.method} {operation.path}
                </code>
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  )
}
