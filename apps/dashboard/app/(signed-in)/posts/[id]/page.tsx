import type { Metadata } from 'next'
import { PostPage } from '../../../../posts/post-page.tsx'

export const metadata: Metadata = { title: 'Post' }

export default async function OnePostPage({ params }: { params: Promise<{ id: string }> }) {
  return <PostPage id={(await params).id} />
}
