import { flushSync } from 'react-dom'

/** Changes the page and goes to a control of it at once, so that the next key already lands there. */
export function drawAndFocus({ draw, id }: { draw: () => void; id: string }): void {
  flushSync(draw)
  document.getElementById(id)?.focus()
}
