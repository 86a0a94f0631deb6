import { BlockList, isIPv4, isIPv6 } from 'node:net'

// IANA's special-purpose registries (read 2026-11-23): private, loopback, link-local, metadata, documentation, translation, multicast, reserved.
const v4 = `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
  198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4`
const v6 = '::/128 ::1/128 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 ff00::/8'

const blocked = new BlockList()
for (const [family, list] of [
  ['ipv4', v4],
  ['ipv6', v6],
] as const) {
  for (const range of list.split(/\s+/)) {
    const [network, bits] = range.split('/')
    blocked.addSubnet(network ?? '', Number(bits), family)
  }
}

/** Whether an address, in canonical form, is one of the public internet. A v4 address dressed as v6 is judged as what it is. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, 'ipv4')
  if (!isIPv6(address)) return false
  const mapped = mappedV4(address)
  return mapped === undefined ? !blocked.check(address, 'ipv6') : isPublicAddress(mapped)
}

/** `::ffff:127.0.0.1` or `::ffff:7f00:1`, also the outdated `::127.0.0.1`, as a v4 address. */
function mappedV4(address: string): string | undefined {
  // The URL parser gives the one canonical form, in hexadecimal.
  const canonical = new URL(`http://[${address.replace(/%.*/, '')}]/`).hostname.slice(1, -1)
  const [, high, low] = /^::(?:ffff:(?:0:)?)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical) ?? []
  if (high === undefined || low === undefined) return undefined
  const bits = Number.parseInt(high, 16) * 65_536 + Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.')
}
