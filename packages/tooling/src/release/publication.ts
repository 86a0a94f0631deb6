/** One thing that goes to one place, once. */
export type Publication = {
  /** What it is, such as `@flowdev/sdk 0.2.0`. */
  label: string
  /** Where it goes. */
  destination: string
  /** Asks the place itself, so that a run after a failure goes on where that one stopped. */
  isPublished: () => Promise<boolean>
  publish: () => Promise<void>
}
