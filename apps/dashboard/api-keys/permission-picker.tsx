'use client'

import type { Schemas } from '@flow/contract/types'
import { FieldNotes } from '../controls/field.tsx'
import { useSession } from '../shell/session.tsx'
import { permissionGroups } from './permission-groups.ts'

type Permission = Schemas['Permission']
type Props = { chosen: Permission[]; onChange: (permissions: Permission[]) => void; error?: string | undefined }

export function PermissionPicker({ chosen, onChange, error }: Props) {
  const { permissions: mine } = useSession()
  const toggle = (permission: Permission) => onChange(chosen.includes(permission) ? chosen.filter((other) => other !== permission) : [...chosen, permission])
  const isLimited = permissionGroups.some(({ read, write }) => !mine.includes(read) || (write !== null && !mine.includes(write)))
  return (
    <fieldset className="rounded-lg border border-line">
      <legend className="sr-only">Permissions of the key</legend>
      {permissionGroups.map(({ noun, read, write }) => (
        <div key={noun} className="flex items-center gap-4 border-line border-b px-4 py-2 text-sm last:border-b-0">
          <span className="flex-1">{noun}</span>
          {[read, write].map((permission, index) => (
            <span key={permission ?? 'none'} className="w-16">
              {permission ? (
                <label className={`flex items-center gap-2 ${mine.includes(permission) ? 'cursor-pointer' : 'text-muted'}`}>
                  <input
                    type="checkbox"
                    aria-label={permission}
                    checked={chosen.includes(permission)}
                    disabled={!mine.includes(permission)}
                    onChange={() => toggle(permission)}
                    className="size-4 accent-accent"
                  />
                  {index === 0 ? 'Read' : 'Write'}
                </label>
              ) : null}
            </span>
          ))}
        </div>
      ))}
      <FieldNotes id="permissions" error={error} hint={isLimited ? 'A key can’t do what your role may not.' : undefined} />
    </fieldset>
  )
}
