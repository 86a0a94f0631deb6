/** Where in the composer a field of the API stands: the network whose tab has it, and the control's id. */
export type FieldTarget = { network: string | null; id: string }

export const overrideFieldId = ({ network, field }: { network: string; field: string }): string => `override-${network}-${field.replace('.', '-')}`

const plain: Record<string, string> = {
  channelId: 'channel',
  content: 'content',
  title: 'title',
  firstComment: 'first-comment',
  scheduledFor: 'scheduled-for',
  thread: 'add-part',
}

/** The control of a field as findings and errors name it, such as `thread[1].content` or `overrides.x.options.pollOptions`. */
export function fieldTarget(field: string): FieldTarget {
  const override = /^overrides\.([^.[]+)\.(.+)$/.exec(field)
  if (override) {
    const [, network = '', rest = ''] = override
    return { network, id: overrideFieldId({ network, field: rest.replace(/\[.*$/, '') }) }
  }
  const part = /^thread\[(\d+)\]/.exec(field)
  if (part) return { network: null, id: `part-${part[1]}` }
  if (field.startsWith('mediaKeys')) return { network: null, id: 'media' }
  return { network: null, id: plain[field] ?? 'content' }
}
