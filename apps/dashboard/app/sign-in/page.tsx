import type { Metadata } from 'next'
import { Entrance } from '../../sign-in/entrance.tsx'
import { toReturnPath } from '../../sign-in/return-path.ts'
import { SignInForm } from '../../sign-in/sign-in-form.tsx'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { next } = await searchParams
  return (
    <Entrance title="Sign in">
      <SignInForm returnPath={toReturnPath(typeof next === 'string' ? next : null)} />
    </Entrance>
  )
}
