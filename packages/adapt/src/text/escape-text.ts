import type { TextLimits } from '../limits.ts'

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/**
 * Words written so that the network shows them as typed.
 * LinkedIn: https://learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format, read 2026-11-27; every reserved
 * character is escaped, since an unescaped one cuts the text there. Telegram: https://core.telegram.org/bots/api#html-style.
 * Slack: https://docs.slack.dev/messaging/formatting-message-text.
 */
export function escapeText({ text, markup }: { text: string; markup: TextLimits['markup'] }): string {
  if (markup === 'plain') return text
  if (markup === 'linkedin') return text.replace(/[\\|{}@[\]()<>#*_~]/g, '\\$&')
  return text.replace(/[&<>]/g, (character) => named[character] ?? character)
}
