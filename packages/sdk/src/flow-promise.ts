/** An answer as it came, for what the data does not tell. */
export type FlowResponse = {
  status: number
  headers: Headers
  /** The id under which Flow logged the request. */
  requestId: string | undefined
  /** The whole body as JSON, with what stands beside the data, such as a new post's `findings`; `undefined` where there was none. */
  body: unknown
}

/** What a call gave, with the answer it came in. */
export type WithResponse<Result> = { data: Result; response: FlowResponse }

/** What a call returns: `await` it for the result, or `await call.withResponse()` for the result and the answer it came in. */
export class FlowPromise<Result> implements Promise<Result> {
  readonly [Symbol.toStringTag]: string = 'FlowPromise'
  readonly #answer: Promise<WithResponse<Result>>

  constructor(answer: Promise<WithResponse<Result>>) {
    this.#answer = answer
  }

  /**
   * The result with status, headers and body of the answer; for a list, those of its first page.
   * @throws FlowError as the call itself does.
   */
  withResponse(): Promise<WithResponse<Result>> {
    return this.#answer
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  then<A = Result, B = never>(
    onResult?: ((result: Result) => A | PromiseLike<A>) | null,
    onError?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#answer.then(({ data }) => data).then(onResult, onError)
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Result | B> {
    return this.then(undefined, onError)
  }

  finally(onEnd?: (() => void) | null): Promise<Result> {
    return this.then().finally(onEnd)
  }
}
