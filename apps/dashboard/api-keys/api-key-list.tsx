'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Empty } from '../controls/empty.tsx'
import { ListCard } from '../controls/list-card.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { Pager } from '../controls/pager.tsx'
import { useTRPC } from '../door/trpc.ts'
import { PageHeading } from '../shell/page-heading.tsx'
import { ApiKeyRow } from './api-key-row.tsx'
import { NewApiKey } from './new-api-key.tsx'

export function ApiKeyList() {
  const trpc = useTRPC()
  const [page, setPage] = useState(1)
  const query = useQuery(trpc.apiKeys.list.queryOptions({ page, perPage: 50 }, { placeholderData: keepPreviousData, refetchInterval: 30_000 }))
  return (
    <>
      <PageHeading title="API keys" lead="With a key, a program uses Flow as you do here." action={<NewApiKey />} />
      <Loaded query={query} what="the keys">
        {({ data: keys, pagination }) =>
          keys.length > 0 ? (
            <>
              <ListCard label="API keys">
                {keys.map((key) => (
                  <ApiKeyRow key={key.id} apiKey={key} />
                ))}
              </ListCard>
              <Pager pagination={pagination} onPage={setPage} />
            </>
          ) : (
            <Empty title="No keys">Create one for each program that uses Flow, so that each can be cut off alone.</Empty>
          )
        }
      </Loaded>
    </>
  )
}
