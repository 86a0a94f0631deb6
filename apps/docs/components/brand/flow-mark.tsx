/** Two waves that run on: the sign of Flow. */
export function FlowMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <g stroke="var(--flow-mark-ink)" strokeWidth="2.75" strokeLinecap="round">
        <path d="M6 13c3.3-4.7 6.7-4.7 10 0s6.7 4.7 10 0" />
        <path d="M6 20.5c3.3-4.7 6.7-4.7 10 0s6.7 4.7 10 0" opacity="0.6" />
      </g>
    </svg>
  )
}
