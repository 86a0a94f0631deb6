import { stat } from 'node:fs/promises'
import { createSealer, parseKeyRing, type KeyRing } from '@flow/core'
import { sql, type SqlRunner } from '@flow/db'
import { fault, good, skipped, warning, type Finding } from '../finding.ts'
import type { Setup } from '../read-setup.ts'

/** The key is there, nobody else can read it, and it has the right form. */
export async function checkMasterKey({ masterKey, start }: Setup): Promise<Finding[]> {
  if (!masterKey) {
    const told = {
      message: `there is no master key in ${start.stateDir}.`,
      remedy: 'The first npm start makes one. To use one that you have, set FLOW_MASTER_KEY or put it into master.key there.',
    }
    return [warning('master key', told)]
  }
  const findings: Finding[] = []
  try {
    parseKeyRing(masterKey.text)
    findings.push(good('master key', masterKey.path === undefined ? 'FLOW_MASTER_KEY has the right form' : `${masterKey.path} has the right form`))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    findings.push(fault('master key', { message, remedy: 'Put back the key of this Flow. A new one is made by: openssl rand -base64 32' }))
  }
  if (masterKey.path !== undefined && process.platform !== 'win32') {
    const mode = (await stat(masterKey.path)).mode & 0o777
    if ((mode & 0o077) !== 0) {
      const message = `others on this machine can read ${masterKey.path} (mode ${mode.toString(8)}).`
      findings.push(fault('master key', { message, remedy: `chmod 600 ${masterKey.path}` }))
    }
  }
  return findings
}

const looked = 50

type Sealed = { kind: 'credentials' | 'webhook-secrets'; id: string; sealed: Buffer }

/** What is sealed in the database opens with it. */
export async function checkSealed({ setup: { masterKey }, db }: { setup: Setup; db: SqlRunner }): Promise<Finding[]> {
  const rows = await db.query<Sealed>(sql`
    (select 'credentials' as kind, id, credentials as sealed from connection where credentials is not null order by id desc limit ${looked})
    union all (select 'webhook-secrets', id, secret from webhook order by id desc limit ${looked})`)
  if (rows.length === 0) return [good('sealed values', 'there are none yet')]
  const keyRing = readKeyRing(masterKey?.text)
  if (masterKey && !keyRing) return [skipped('sealed values', 'the master key has the wrong form, as said above')]
  const closed = rows.filter((row) => !keyRing || !opens({ keyRing, row }))
  if (closed.length === 0) return [good('sealed values', `${rows.length} looked at; all open with the master key`)]
  const message = `${closed.length} of ${rows.length} sealed values do not open: what they belong to can't be used (${closed
    .slice(0, 3)
    .map(({ id }) => id)
    .join(', ')} ...).`
  const remedy =
    'Put back the master key that they were sealed with, after the newest one with a comma between; or connect the accounts again and rotate the webhooks’ secrets.'
  return [fault('sealed values', { message, remedy })]
}

function readKeyRing(text: string | undefined): KeyRing | undefined {
  try {
    return text === undefined ? undefined : parseKeyRing(text)
  } catch {
    return undefined
  }
}

function opens({ keyRing, row: { kind, id, sealed } }: { keyRing: KeyRing; row: Sealed }): boolean {
  try {
    createSealer({ keyRing, purpose: kind }).open({ sealed, boundTo: id })
    return true
  } catch {
    return false
  }
}
