/** An answer as it came. */
export type FlowResponse = {
  status: number
  headers: Headers
  /** The whole body; empty where there was none. */
  text: string
  /** The id under which Flow logged the request. */
  requestId: string | undefined
  /** How many requests were made. */
  attempts: number
}

/** What a call came to: its result and the answer it was read from. */
export type Sent<Data> = { data: Data; response: FlowResponse }

/** What a call returns: `await` it for the result, or its `withResponse()` for the answer as it came too. */
export class FlowPromise<Data> implements Promise<Data> {
  readonly [Symbol.toStringTag]: string = 'FlowPromise'
  readonly #sent: Promise<Sent<Data>>

  constructor(sent: Promise<Sent<Data>>) {
    this.#sent = sent
  }

  /**
   * The result, and the answer with its status and headers.
   * @throws FlowError as the call itself does.
   */
  withResponse(): Promise<Sent<Data>> {
    return this.#sent
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  then<A = Data, B = never>(onData?: ((data: Data) => A | PromiseLike<A>) | null, onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<A | B> {
    return this.#sent.then(({ data }) => data).then(onData, onError)
  }

  catch<B = never>(onError?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<Data | B> {
    return this.then(undefined, onError)
  }

  finally(onEnd?: (() => void) | null): Promise<Data> {
    return this.then().finally(onEnd)
  }
}
