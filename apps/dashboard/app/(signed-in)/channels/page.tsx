import type { Metadata } from 'next'
import { ChannelList } from '../../../channels/channel-list.tsx'

export const metadata: Metadata = { title: 'Channels' }

export default function ChannelsPage() {
  return <ChannelList />
}
