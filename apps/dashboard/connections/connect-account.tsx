'use client'

import type { Schemas } from '@flow/contract/types'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { FormDialog } from '../controls/form-dialog.tsx'
import { Loaded } from '../controls/loaded.tsx'
import { useRefusal } from '../shell/session.tsx'
import { ChannelsForm } from './channels-form.tsx'
import { ConnectForm } from './connect-form.tsx'
import { ConnectWays } from './connect-ways.tsx'
import { describeProof } from './explain-connection.ts'
import { NetworkPicker } from './network-picker.tsx'
import { useNetworks } from './use-networks.ts'

type Step = { kind: 'pick' } | { kind: 'connect'; network: Schemas['Network'] } | { kind: 'channels'; connection: Schemas['Connection'] }

/** Which network, then its credentials or its own page, then the channels that publish to it. */
export function ConnectAccount({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const refusal = useRefusal('connections:write')
  const [step, setStep] = useState<Step>({ kind: 'pick' })
  const trigger = (
    <Button look="primary" refusal={refusal}>
      <Plus aria-hidden="true" />
      Connect account
    </Button>
  )
  if (refusal) return trigger
  const change = (next: boolean) => {
    onOpenChange(next)
    if (!next) setStep({ kind: 'pick' })
  }
  return (
    <FormDialog isOpen={isOpen} onOpenChange={change} {...headingOf(step)} trigger={trigger}>
      <StepForm step={step} onStep={setStep} onDone={() => change(false)} />
    </FormDialog>
  )
}

function StepForm({ step, onStep, onDone }: { step: Step; onStep: (step: Step) => void; onDone: () => void }) {
  const networks = useNetworks()
  const back = () => onStep({ kind: 'pick' })
  switch (step.kind) {
    case 'pick':
      return (
        <Loaded query={networks} what="the networks">
          {(list) => <NetworkPicker networks={list} onPick={(network) => onStep({ kind: 'connect', network })} />}
        </Loaded>
      )
    case 'connect':
      return (
        <ConnectWays network={step.network} onCancel={back} cancelLabel="Back">
          <ConnectForm network={step.network} onBack={back} onConnected={(connection) => onStep({ kind: 'channels', connection })} />
        </ConnectWays>
      )
    case 'channels':
      return <ChannelsForm connection={step.connection} onDone={onDone} cancelLabel="Later" />
  }
}

function headingOf(step: Step): { title: string; lead: string } {
  switch (step.kind) {
    case 'pick':
      return { title: 'Connect an account', lead: 'Where shall Flow publish?' }
    case 'connect':
      return { title: `Connect ${step.network.name}`, lead: describeProof(step.network.verifiedAgainst) }
    case 'channels':
      return { title: `“${step.connection.name}” is connected`, lead: 'One thing is left: the channels that publish to it.' }
  }
}
