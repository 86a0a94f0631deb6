/** A piece of SQL as the source spells it; `$n` is the parameter named `parameters[n - 1]`. */
export type Fragment = {
  text: string
  parameters: readonly string[]
  /** The markers it carries, by name. */
  markers: ReadonlySet<string>
}

export const plain = (text: string): Fragment => ({ text, parameters: [], markers: new Set() })

/** The fragments one after the other. */
export function concatenate(fragments: readonly Fragment[]): Fragment {
  let text = ''
  const parameters: string[] = []
  const markers = new Set<string>()
  for (const fragment of fragments) {
    text += fragment.text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + parameters.length}`)
    parameters.push(...fragment.parameters)
    for (const marker of fragment.markers) markers.add(marker)
  }
  return { text, parameters, markers }
}

const mostVariants = 64

/** Every way to take one of each. */
export function combine(choices: readonly (readonly Fragment[])[]): Fragment[] {
  let combined: Fragment[] = [plain('')]
  for (const choice of choices) {
    combined = combined.flatMap((before) => choice.map((next) => concatenate([before, next])))
    if (combined.length > mostVariants) throw new Error(`more than ${mostVariants} variants of one statement`)
  }
  return combined
}
