import type { OperationId, Validators } from '@flow/contract'
import { invalid, type ItemOutcome } from '@flow/core'
import { toDetails } from '../http/validation-details.ts'

/** Judges the items of a batch one by one, by the schema that the spec gives for them. */
export function judgeItems<Item>({ id, items, validators }: { id: OperationId; items: readonly Item[]; validators: Validators }): ItemOutcome<Item>[] {
  const validate = validators.item(id)
  return items.map((item) => (validate(item) ? { value: item } : { error: invalid(...toDetails(validate.errors ?? [])) }))
}
