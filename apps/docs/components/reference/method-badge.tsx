export function MethodBadge({ method }: { method: string }) {
  return (
    <span data-method={method} className="flow-method font-mono text-xs font-semibold">
      {method}
    </span>
  )
}
