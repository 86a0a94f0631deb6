import type { TextLimits, TextUnit } from './limits.ts'
import { measureText } from './text/measure-text.ts'

/** How much of a network's limit a text takes, counted as the network counts it. */
export function countText({ text, limits }: { text: string; limits: TextLimits }): { used: number; max: number | null; unit: TextUnit } {
  return { used: measureText({ text, limits }).used, max: limits.max, unit: limits.unit }
}
