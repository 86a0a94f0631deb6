'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { toast } from 'sonner'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/field.tsx'
import { Notice } from '../controls/notice.tsx'
import { messageFor, toFlowError } from '../door/flow-error.ts'
import { useTRPC } from '../door/trpc.ts'
import { PasswordField } from '../sign-in/password-field.tsx'
import { signIn } from '../sign-in/sign-in.ts'

const minimumPasswordLength = 10

export function SetupForm({ token, onClaiming }: { token: string; onClaiming: (isClaiming: boolean) => void }) {
  const trpc = useTRPC()
  const router = useRouter()
  const queryClient = useQueryClient()
  const claim = useMutation(trpc.setup.claim.mutationOptions({ onError: () => onClaiming(false) }))
  const error = claim.error ? toFlowError(claim.error) : null

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const owner = { name: String(form.get('name')), email: String(form.get('email')), password: String(form.get('password')) }
    onClaiming(true)
    const claimed = await claim.mutateAsync({ token, ...owner }).catch(() => null)
    if (!claimed) return
    const result = await signIn({ email: claimed.email, password: owner.password })
    if (!result.isSignedIn) toast.success('Your account is made. Sign in with it.')
    queryClient.clear()
    router.replace(result.isSignedIn ? '/' : '/sign-in')
  }

  const isPending = claim.isPending || claim.isSuccess
  return (
    <form onSubmit={submit} className="grid gap-5">
      {error && error.details.length === 0 ? <Notice tone="danger" title={error.message} /> : null}
      <TextField id="name" name="name" label="Name" autoComplete="name" maxLength={100} required autoFocus error={messageFor({ error, field: 'name' })} />
      <TextField id="email" name="email" label="E-mail" type="email" autoComplete="username" required error={messageFor({ error, field: 'email' })} />
      <PasswordField
        name="password"
        autoComplete="new-password"
        minLength={minimumPasswordLength}
        maxLength={128}
        required
        hint={`At least ${minimumPasswordLength} characters.`}
        error={messageFor({ error, field: 'password' })}
      />
      <Button type="submit" look="primary" disabled={isPending}>
        {isPending ? 'Creating your account …' : 'Create account'}
      </Button>
    </form>
  )
}
