'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/field.tsx'
import { Notice } from '../controls/notice.tsx'
import { PasswordField } from './password-field.tsx'
import { signIn } from './sign-in.ts'

export function SignInForm({ returnPath }: { returnPath: string }) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [isPending, setIsPending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setIsPending(true)
    setProblem(null)
    const result = await signIn({ email: String(form.get('email')).trim(), password: String(form.get('password')) })
    if (result.isSignedIn) {
      queryClient.clear()
      router.replace(returnPath)
      return
    }
    setIsPending(false)
    setProblem(result.message)
  }

  return (
    <form onSubmit={submit} className="grid gap-5">
      {problem ? <Notice tone="danger" title={problem} /> : null}
      <TextField id="email" name="email" label="E-mail" type="email" autoComplete="username" required autoFocus />
      <PasswordField name="password" autoComplete="current-password" required />
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Signing in …' : 'Sign in'}
      </Button>
    </form>
  )
}
