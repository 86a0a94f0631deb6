import { CalendarClock, KeyRound, LayoutDashboard, Plug, Radio } from 'lucide-react'

/** Where the navigation leads. */
export const places = [
  { href: '/', label: 'Overview', Icon: LayoutDashboard },
  { href: '/posts', label: 'Posts', Icon: CalendarClock },
  { href: '/channels', label: 'Channels', Icon: Radio },
  { href: '/connections', label: 'Connections', Icon: Plug },
  { href: '/settings/api-keys', label: 'API keys', Icon: KeyRound },
] as const

export const isAt = ({ href, pathname }: { href: string; pathname: string }) =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
