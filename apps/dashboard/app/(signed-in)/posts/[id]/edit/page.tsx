import type { Metadata } from 'next'
import { EditPost } from '../../../../../posts/edit-post.tsx'

export const metadata: Metadata = { title: 'Edit post' }

export default async function EditPostPage({ params }: { params: Promise<{ id: string }> }) {
  return <EditPost id={(await params).id} />
}
