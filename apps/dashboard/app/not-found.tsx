import type { Metadata } from 'next'
import Link from 'next/link'
import { buttonClass } from '../controls/button.tsx'
import { Entrance } from '../sign-in/entrance.tsx'

export const metadata: Metadata = { title: 'No such page' }

export default function NotFound() {
  return (
    <Entrance title="No such page" lead="The address leads nowhere. Perhaps it was mistyped, or what it led to is gone.">
      <Link href="/" className={buttonClass({ look: 'primary' })}>
        To the overview
      </Link>
    </Entrance>
  )
}
