export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeCookie = 'flow-theme'

export const toTheme = (text: string | undefined): Theme => themes.find((theme) => theme === text) ?? 'system'
