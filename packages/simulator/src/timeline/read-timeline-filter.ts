/** What of the timeline is looked at. */
export type TimelineFilter = { network: string | undefined; isDuplicatesOnly: boolean }

export function readTimelineFilter(query: URLSearchParams): TimelineFilter {
  return { network: query.get('network') || undefined, isDuplicatesOnly: query.get('show') === 'duplicates' }
}
