/** A letter on a colour of the network's own, made from its id, so that a new network needs none drawn. */
export function NetworkMark({ id, className = 'size-9 text-base' }: { id: string; className?: string }) {
  const hue = [...id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 360
  return (
    <span
      aria-hidden="true"
      className={`grid shrink-0 select-none place-items-center rounded-lg font-semibold ${className}`}
      style={{
        background: `light-dark(oklch(0.93 0.05 ${hue}), oklch(0.32 0.06 ${hue}))`,
        color: `light-dark(oklch(0.38 0.1 ${hue}), oklch(0.9 0.07 ${hue}))`,
      }}
    >
      {id.charAt(0).toUpperCase()}
    </span>
  )
}
