import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const tones = {
  danger: { look: 'border-danger/40 bg-danger-wash', ink: 'text-danger', Icon: CircleAlert },
  warning: { look: 'border-warning/40 bg-warning-wash', ink: 'text-warning', Icon: TriangleAlert },
  info: { look: 'border-info/40 bg-info-wash', ink: 'text-info', Icon: Info },
} as const

export function Notice({ tone, title, children, action }: { tone: keyof typeof tones; title: string; children?: ReactNode; action?: ReactNode }) {
  const { look, ink, Icon } = tones[tone]
  return (
    <div role={tone === 'danger' ? 'alert' : 'status'} className={`flex items-start gap-3 rounded-xl border p-4 ${look}`}>
      <Icon className={`mt-0.5 size-5 shrink-0 ${ink}`} aria-hidden="true" />
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="font-medium">{title}</p>
        {children ? <div className="text-sm [overflow-wrap:anywhere]">{children}</div> : null}
        {action ? <div className="mt-2 flex flex-wrap gap-2">{action}</div> : null}
      </div>
    </div>
  )
}
