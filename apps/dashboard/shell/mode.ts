/** Live or test: which of the workspace's two worlds a tab looks at. */
export type Mode = 'live' | 'test'

export const modeCookie = 'flow-mode'

export const toMode = (text: string | undefined): Mode => (text === 'test' ? 'test' : 'live')
