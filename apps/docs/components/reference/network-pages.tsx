import Link from 'fumadocs-core/link'
import { mediaWords, proofWords, textWords, threadWords, titleWords } from '../../source/network-words.ts'
import { networks } from '../../source/networks.ts'
import { NetworkSection } from './network-section.tsx'

/** What each network takes and how it is connected, from the adapters' own data. */
export function NetworkPages() {
  return (
    <>
      <p>
        An account is connected with <Link href="/docs/api/connections/create-connection">its credentials</Link> or by{' '}
        <Link href="/docs/api/connections/authorize-connection">OAuth</Link>, in the dashboard under Connections or by the API. The same figures come from{' '}
        <Link href="/docs/api/networks/list-networks">GET /v1/networks</Link>; a server or an account may have limits of its own, which{' '}
        <Link href="/docs/api/posts/preflight-post">preflight</Link> knows.
      </p>
      <p>
        “Proven against” says what Flow’s adapter has really met. Where it is <em>its documentation only</em>, try it with a post of little weight first.
      </p>
      <div className="overflow-x-auto">
        <table>
          <thead>
            <tr>
              {['Network', 'Text', 'Media', 'Thread', 'Title', 'Proven against', 'API version'].map((name) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {networks.map((network) => (
              <tr key={network.id}>
                <td>
                  <a href={`#${network.id}`}>{network.name}</a>
                </td>
                <td>{textWords(network.limits.text)}</td>
                <td>{mediaWords(network.limits)}</td>
                <td>{threadWords(network.limits)}</td>
                <td>{titleWords(network.limits)}</td>
                <td>{proofWords(network.verifiedAgainst)}</td>
                <td>
                  {network.apiVersion ? (
                    <>
                      <code>{network.apiVersion.name}</code>
                      {network.apiVersion.sunsetOn ? ` until ${network.apiVersion.sunsetOn}` : ''}
                    </>
                  ) : (
                    '–'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {networks.map((network) => (
        <NetworkSection key={network.id} network={network} />
      ))}
    </>
  )
}
