import { X } from 'lucide-react'
import { Button } from '../controls/button.tsx'
import type { Upload } from './use-uploads.ts'

export function UploadRow({ upload: { name, share, problem }, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const percent = Math.round(share * 100)
  return (
    <li className={`flex items-center gap-3 rounded-xl border p-3 ${problem ? 'border-danger/40 bg-danger-wash' : 'border-line bg-surface'}`}>
      <div className="grid min-w-0 flex-1 gap-1.5 text-sm">
        <p className="flex justify-between gap-3">
          <span className="truncate">{name}</span>
          {problem ? null : <span className="text-muted tabular-nums">{percent < 100 ? `${percent} %` : 'Being looked at …'}</span>}
        </p>
        {problem ? (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        ) : (
          <progress value={share} max={1} aria-label={`Upload of ${name}`} className="flow-progress h-1.5 w-full" />
        )}
      </div>
      <Button size="smallIcon" look="quiet" aria-label={problem ? `Dismiss ${name}` : `Stop ${name}`} onClick={onDismiss}>
        <X aria-hidden="true" />
      </Button>
    </li>
  )
}
