import type { OpenAPIPageData } from 'fumadocs-openapi/server'
import { codeSamples } from '../../samples/code-samples.ts'
import { operations } from '../../source/operations.ts'
import { pruneDocument } from '../../source/prune-document.ts'
import { spec } from '../../source/spec.ts'
import { SampleTabs } from '../sample-tabs.tsx'
import { OperationFacts } from './operation-facts.tsx'
import { OperationPage } from './operation-page.tsx'

/** The page of one operation, with only its part of the document. An operation that no client calls has no facts and no samples. */
export function OperationReference({ data }: { data: OpenAPIPageData }) {
  const { payload, ...props } = data.getOpenAPIPageProps()
  const [operation] = props.operations ?? []
  if (!operation) throw new Error(`${data.title ?? 'a page'} of the reference shows no operation`)
  const info = operations.find((each) => each.path === operation.path && each.method.toLowerCase() === operation.method)
  const document = pruneDocument({ document: payload.bundled, operation })
  return (
    <>
      {info ? <OperationFacts info={info} /> : null}
      <OperationPage
        samples={info ? <SampleTabs samples={codeSamples({ spec, info })} className="mt-0" /> : null}
        page={{ ...props, showDescription: true, payload: { bundled: document } }}
      />
    </>
  )
}
