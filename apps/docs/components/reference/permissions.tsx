import type { Schemas } from '@flow/contract/types'
import { operations } from '../../source/operations.ts'

const isPermission = (name: string | null): name is Schemas['Permission'] => name?.includes(':') ?? false

const permissionsInUse = [...new Set(operations.map(({ permission }) => permission).filter(isPermission))].sort()

/** The permissions that an operation of today asks for, so that none is shown which nothing needs yet. */
export function Permissions() {
  return (
    <ul className="not-prose my-6 flex flex-wrap gap-2">
      {permissionsInUse.map((name) => (
        <li key={name} className="rounded-md border bg-fd-card px-2 py-1 font-mono text-xs">
          {name}
        </li>
      ))}
    </ul>
  )
}
