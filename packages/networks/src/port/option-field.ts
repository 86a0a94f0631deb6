/** One thing that a post may say for a single network, as data for forms and for validation. */
export type OptionField = {
  /** In `overrides.<network>.options`. */
  name: string
  label: string
  help: string
} & (
  | { kind: 'choice'; choices: readonly { value: string; label: string }[]; default: string | null }
  | { kind: 'text'; maxLength: number }
  | { kind: 'texts'; maxItems: number; maxLength: number }
  | { kind: 'number'; min: number; max: number }
  | { kind: 'boolean'; default: boolean }
)

export type OptionValue = string | number | boolean | readonly string[]
