import type { Schemas } from '@flow/contract/types'
import { describedBy, Field } from '../controls/field.tsx'
import { TextArea } from './text-area.tsx'

type Props = { value: string; networks: Schemas['Network'][]; onChange: (text: string) => void; error?: string | undefined }

/** Written under the post, where a network has comments. */
export function CommentField({ value, networks, onChange, error }: Props) {
  const names = networks.filter(({ limits }) => limits.comment).map(({ name }) => name)
  const hint = names.length > 0 ? `Flow writes it under the post on ${new Intl.ListFormat('en').format(names)}.` : 'No network of this channel has comments.'
  return (
    <Field id="first-comment" label="First comment" hint={hint} error={error}>
      <TextArea {...describedBy({ id: 'first-comment', error })} rows={2} value={value} onChange={({ target }) => onChange(target.value)} />
    </Field>
  )
}
