import type { Progress } from '../port/network-adapter.ts'
import { describeAnswer } from './describe-answer.ts'
import type { RelayAnswer } from './wire.ts'

/** What the owner should know of the relays that did not take a post which others took. */
export function tellAnswers(progress: Progress): string[] {
  // Written by `submit` alone.
  const answers = JSON.parse(progress.get('answers') ?? '[]') as RelayAnswer[]
  return answers.filter(({ outcome }) => outcome !== 'accepted').map((answer) => `Not on every relay: ${describeAnswer(answer)}.`)
}
