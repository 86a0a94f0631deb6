import type { ReactNode } from 'react'
import { lostAnswerWords, mediaWords, optionWords, proofWords, rateWords, textWords, threadWords, titleWords } from '../../source/network-words.ts'
import type { Network } from '../../source/networks.ts'
import { InlineCode } from './inline-code.tsx'

export function NetworkSection({ network }: { network: Network }) {
  const { id, name, limits, options, apiVersion, source } = network
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="scroll-mt-28">
        {name}
      </h2>
      <p>
        In the API it is <code>{id}</code>. Proven against {proofWords(network.verifiedAgainst)}.
        {apiVersion ? ` Flow speaks version ${apiVersion.name} of its API${apiVersion.sunsetOn ? `, which ends on ${apiVersion.sunsetOn}` : ''}.` : ''}
      </p>
      <HowToConnect network={network} />
      <Rows
        head={['What', 'Limit']}
        rows={[
          ['Text', textWords(limits.text)],
          ['Media', mediaWords(limits)],
          ['Alt text', limits.media.maxAltText === null ? 'no limit known, or none taken' : `${limits.media.maxAltText.toLocaleString('en')} characters`],
          ['Thread', threadWords(limits)],
          ['Title', titleWords(limits)],
          ['First comment', limits.comment === null ? 'none' : textWords(limits.comment)],
          ['Publishes an account', rateWords(network.accountRates)],
          ['A lost answer', <InlineCode key="lost" text={lostAnswerWords(network)} />],
        ]}
      />
      {options.length > 0 ? (
        <>
          <p>
            Options, in <code>{`overrides.${id}.options`}</code>:
          </p>
          <Rows
            head={['Option', 'Value', 'What it does']}
            rows={options.map((option) => [<code key="name">{option.name}</code>, <InlineCode key="value" text={optionWords(option)} />, option.help])}
          />
        </>
      ) : null}
      <p className="text-fd-muted-foreground text-sm">
        Limits as of {source.date}: {source.description}
      </p>
    </section>
  )
}

function HowToConnect({ network }: { network: Network }) {
  const { auth, modes, credentialFields, oauth } = network
  if (auth === 'none') return <p>Nobody connects it: every channel has it.</p>
  const where = modes.includes('live') ? '' : ' It is for test keys alone.'
  return (
    <>
      {oauth ? <ByOAuth network={network} oauth={oauth} /> : null}
      {auth === 'token' ? (
        <>
          <p>
            {oauth ? 'Or connected' : 'Connected'} with these credentials, which Flow keeps encrypted.{where}
          </p>
          <Rows
            head={['Credential', 'Where to find it', 'Needed']}
            rows={credentialFields.map(({ name: field, label, help, isRequired }) => [
              <span key="field">
                {label} <code>{field}</code>
              </span>,
              help,
              isRequired ? 'yes' : 'no',
            ])}
          />
        </>
      ) : null}
    </>
  )
}

function ByOAuth({ network: { id, name }, oauth: { isSetUpByOperator, fields } }: { network: Network; oauth: NonNullable<Network['oauth']> }) {
  const setting = `FLOW_OAUTH_${id.toUpperCase().replaceAll('-', '_')}`
  return (
    <p>
      Connected by OAuth: Flow sends you to {name} and you allow it to post.{' '}
      {isSetUpByOperator ? (
        <>
          The operator sets the application up once, with <code>{`${setting}_CLIENT_ID`}</code> and <code>{`${setting}_CLIENT_SECRET`}</code>.
        </>
      ) : (
        'There is nothing for the operator to set up.'
      )}
      {fields.length > 0 ? (
        <>
          {' '}
          Beforehand Flow is told{' '}
          {fields.map(({ name: field, isRequired }, index) => (
            <span key={field}>
              {index > 0 ? ' and ' : ''}
              <code>{field}</code>
              {isRequired ? '' : ' (if you like)'}
            </span>
          ))}
          .
        </>
      ) : null}
    </p>
  )
}

function Rows({ head, rows }: { head: string[]; rows: ReactNode[][] }) {
  return (
    <div className="overflow-x-auto">
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={`${head[0]} ${row}`}>
              {cells.map((cell, column) => (
                <td key={head[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
