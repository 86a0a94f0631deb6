'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRouter, useSearchParams } from 'next/navigation'
import { Button } from '../controls/button.tsx'
import { Empty } from '../controls/empty.tsx'
import { ListCard } from '../controls/list-card.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { Pager } from '../controls/pager.tsx'
import { useTRPC } from '../door/trpc.ts'
import { PageHeading } from '../shell/page-heading.tsx'
import { useClockOffset } from '../time/use-clock-offset.ts'
import { NewPostLink } from './new-post-link.tsx'
import { pollIntervalMs } from './poll-interval.ts'
import { PostFilters } from './post-filters.tsx'
import { isFiltered, type PostFilter, readPostFilter, toListInput, toSearch } from './post-filter.ts'
import { PostRow } from './post-row.tsx'

export function PostList() {
  const trpc = useTRPC()
  const router = useRouter()
  const offsetMs = useClockOffset()
  const filter = readPostFilter(useSearchParams())
  const query = useQuery(
    trpc.posts.list.queryOptions(toListInput(filter), {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => pollIntervalMs({ posts: state.data?.data ?? [], now: Date.now() + offsetMs }),
    }),
  )
  const change = (changes: Partial<PostFilter>) => router.replace(`/posts${toSearch({ ...filter, page: 1, ...changes })}`, { scroll: 'page' in changes })

  return (
    <>
      <PageHeading title="Posts" action={<NewPostLink />} />
      <PostFilters filter={filter} onChange={change} />
      <Loaded query={query} what="the posts">
        {({ data: posts, pagination }) =>
          posts.length > 0 ? (
            <>
              <ListCard label="Posts">
                {posts.map((post) => (
                  <PostRow key={post.id} post={post} />
                ))}
              </ListCard>
              <Pager pagination={pagination} onPage={(page) => change({ page })} />
            </>
          ) : isFiltered(filter) || filter.page > 1 ? (
            <Empty title="No post matches" action={<Button onClick={() => change({ status: null, channelId: null, search: '' })}>Show all posts</Button>}>
              Nothing here has this status, channel and text.
            </Empty>
          ) : (
            <Empty title="No posts yet" action={<NewPostLink label="Write the first post" />}>
              Write one now, and publish it at once or at a time of your choice.
            </Empty>
          )
        }
      </Loaded>
    </>
  )
}
