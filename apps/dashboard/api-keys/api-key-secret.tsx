'use client'

import type { Schemas } from '@flow/contract/types'
import { Button } from '../controls/button.tsx'
import { CopyButton } from '../controls/copy-button.tsx'
import { Field, describedBy, inputClass } from '../controls/field.tsx'

export function ApiKeySecret({ made, onDone }: { made: Schemas['ApiKeyWithSecret']; onDone: () => void }) {
  return (
    <div className="grid gap-5">
      <Field id="secret" label="Your key" hint="It is shown this once: Flow keeps nothing from which it could be shown again.">
        <div className="flex items-center gap-2">
          <input
            {...describedBy({ id: 'secret' })}
            readOnly
            value={made.apiKey}
            onFocus={(event) => event.target.select()}
            className={`${inputClass} min-w-0 font-mono text-sm`}
          />
          <CopyButton text={made.apiKey} label="Copy the key" />
        </div>
      </Field>
      <div className="flex justify-end">
        <Button look="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  )
}
