/** A flag of a command, as help and completion know it. */
export type Flag = {
  /** Without its dashes, in kebab-case. */
  name: string
  description: string
  /** What stands for its value in help; null for a switch. */
  placeholder: string | null
  isRequired?: boolean
  isRepeatable?: boolean
  /** What it can be, where that is a closed set. */
  choices?: readonly string[]
  /** Its value is the name of a file. */
  isFile?: boolean
}
