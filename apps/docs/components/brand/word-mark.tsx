import { FlowMark } from './flow-mark.tsx'

export function WordMark() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <FlowMark className="size-6 text-fd-primary" />
      <span className="text-[17px] font-semibold tracking-tight">Flow</span>
    </span>
  )
}
