/** The double wave beside the name. */
export function WordMark({ className = '' }: { className?: string }) {
  return (
    <span className={`inline-flex items-center gap-2 font-semibold text-lg tracking-tight ${className}`}>
      <Mark className="size-6 text-accent" />
      Flow
    </span>
  )
}

export function Mark({ className = '' }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" className={className} aria-hidden="true">
      <path d="M2 9.5c3.3-4.6 6.7-4.6 10 0s6.7 4.6 10 0" />
      <path d="M2 16.5c3.3-4.6 6.7-4.6 10 0s6.7 4.6 10 0" opacity="0.55" />
    </svg>
  )
}
