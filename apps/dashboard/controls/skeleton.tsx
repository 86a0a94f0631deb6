/** Grey bars where text will stand. */
export function SkeletonRows({ count = 4 }: { count?: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid gap-3">
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className="h-20 animate-pulse rounded-xl border border-line bg-sunken" />
      ))}
    </div>
  )
}
