import type { Metadata } from 'next'
import { PostList } from '../../../posts/post-list.tsx'

export const metadata: Metadata = { title: 'Posts' }

export default function PostsPage() {
  return <PostList />
}
