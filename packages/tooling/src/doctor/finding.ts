/** `fault`: something does not work. `warning`: it works, and may not for long or for all. `skipped`: it could not be looked at, for a reason told elsewhere. */
export type Level = 'good' | 'warning' | 'fault' | 'skipped'

export type Finding = { check: string; level: Level; message: string; remedy: string | null }

export const good = (check: string, message: string): Finding => ({ check, level: 'good', message, remedy: null })
export const skipped = (check: string, message: string): Finding => ({ check, level: 'skipped', message, remedy: null })
export const warning = (check: string, told: { message: string; remedy: string }): Finding => ({ check, level: 'warning', ...told })
export const fault = (check: string, told: { message: string; remedy: string }): Finding => ({ check, level: 'fault', ...told })
