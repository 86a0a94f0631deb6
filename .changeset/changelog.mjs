/** How a changeset becomes a line of a changelog: its own words, without the hash of a commit or a list of raised dependencies. */
export default {
  getReleaseLine: async ({ summary }) => {
    const [first, ...more] = summary.trim().split('\n')
    return `- ${[first, ...more.map((line) => (line === '' ? '' : `  ${line}`))].join('\n')}`
  },
  getDependencyReleaseLine: async () => '',
}
