import type { Metadata } from 'next'
import { NewPost } from '../../../../posts/new-post.tsx'

export const metadata: Metadata = { title: 'New post' }

export default function NewPostPage() {
  return <NewPost />
}
