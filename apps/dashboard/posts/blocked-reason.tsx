'use client'

import type { Schemas } from '@flow/contract/types'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../door/trpc.ts'
import { blockedReasons } from './explain-post.ts'

/** Why a post of a list is blocked: in the words of its publications, where it has any. */
export function BlockedReason({ post }: { post: Schemas['Post'] }) {
  const trpc = useTRPC()
  const { data: publications } = useQuery(trpc.posts.publications.queryOptions({ id: post.id }, { staleTime: 60_000 }))
  const text = blockedReasons({ post, publications: publications ?? [] })
  return text ? <p className="text-danger text-sm [overflow-wrap:anywhere]">{text}</p> : null
}
