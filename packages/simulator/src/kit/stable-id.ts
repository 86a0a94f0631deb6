import { hash } from 'node:crypto'

/** Digits that always are the same for the same name. */
export function stableDigits(name: string, length: number): string {
  const digits = BigInt(`0x${hash('sha256', name, 'hex')}`).toString()
  return digits.slice(0, length).replace(/^0/, '1')
}

/** A number in text for a new thing of a network: longer than JavaScript's safe integers and rising with time, as the networks' own are. */
export function snowflake({ nowMs, number }: { nowMs: number; number: number }): string {
  return ((BigInt(nowMs) - 1_420_070_400_000n) * 4_194_304n + BigInt(number % 4_194_304)).toString()
}
