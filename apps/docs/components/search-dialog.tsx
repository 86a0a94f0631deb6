'use client'

import { useDocsSearch } from 'fumadocs-core/search/client'
import { staticClient } from 'fumadocs-core/search/client/orama-static'
import {
  SearchDialog,
  SearchDialogClose,
  SearchDialogContent,
  SearchDialogHeader,
  SearchDialogIcon,
  SearchDialogInput,
  SearchDialogList,
  SearchDialogOverlay,
  type SharedProps,
} from 'fumadocs-ui/components/dialog/search'

const client = staticClient({ from: '/search-index.json' })

/** Searches the index that the build has written, in the browser. */
export function StaticSearchDialog(props: SharedProps) {
  const { search, setSearch, query } = useDocsSearch({ client })
  const found = query.data && query.data !== 'empty' ? query.data : null
  return (
    <SearchDialog search={search} onSearchChange={setSearch} isLoading={query.isLoading} {...props}>
      <SearchDialogOverlay />
      <SearchDialogContent>
        <SearchDialogHeader>
          <SearchDialogIcon />
          <SearchDialogInput />
          <SearchDialogClose />
        </SearchDialogHeader>
        <SearchDialogList items={found} />
      </SearchDialogContent>
    </SearchDialog>
  )
}
