import type { Answer } from './answer.ts'

/** Thrown by a handler that does not do what was asked; nothing has happened then. */
export class Refusal extends Error {
  readonly answer: Answer

  constructor(answer: Answer) {
    super(`refused with status ${answer.status}`)
    this.name = 'Refusal'
    this.answer = answer
  }
}
