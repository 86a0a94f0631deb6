'use client'

import { useEffect, useRef, useState } from 'react'
import { randomKey } from '../posts/random-key.ts'
import { usePreferences } from '../shell/preferences.tsx'
import { fileProblem } from './file-types.ts'
import { uploadFile } from './upload-file.ts'

export type Upload = { id: string; name: string; share: number; problem: string | null }

/** Files on their way, each by itself. What was refused stays listed until it is dismissed. */
export function useUploads(onUploaded: (key: string) => void) {
  const { mode } = usePreferences()
  const [uploads, setUploads] = useState<Upload[]>([])
  const stops = useRef(new Map<string, AbortController>())
  useEffect(() => {
    const { current } = stops
    return () => {
      for (const stop of current.values()) stop.abort()
    }
  }, [])

  const change = ({ id, changes }: { id: string; changes: Partial<Upload> }) =>
    setUploads((all) => all.map((upload) => (upload.id === id ? { ...upload, ...changes } : upload)))
  const dismiss = (id: string) => {
    stops.current.get(id)?.abort()
    stops.current.delete(id)
    setUploads((all) => all.filter((upload) => upload.id !== id))
  }
  const send = async (file: File) => {
    const id = randomKey()
    const problem = fileProblem(file)
    setUploads((all) => [...all, { id, name: file.name, share: 0, problem }])
    if (problem) return
    const stop = new AbortController()
    stops.current.set(id, stop)
    try {
      const media = await uploadFile({ file, mode, signal: stop.signal, onProgress: (share) => change({ id, changes: { share } }) })
      onUploaded(media.key)
      dismiss(id)
    } catch (error) {
      change({ id, changes: { problem: error instanceof Error ? error.message : 'The upload failed.' } })
    }
  }
  return { uploads, dismiss, send: (files: readonly File[]) => files.forEach((file) => void send(file)) }
}
