import { NetworkError } from '@flow/networks/port'

/** What is stored sealed, opened. @throws NetworkError `unavailable` where this Flow has not the key */
export function openStored<Opened>(open: () => Opened): Opened {
  try {
    return open()
  } catch (cause) {
    throw new NetworkError({
      kind: 'unavailable',
      message: 'This Flow can’t open the stored credentials. Its operator must put back the master key they were sealed with.',
      cause,
    })
  }
}
