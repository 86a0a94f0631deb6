'use client'

import { createCodeUsageGeneratorRegistry } from 'fumadocs-openapi/requests/generators'
import { createOpenAPIPage, type OpenAPIPageProps } from 'fumadocs-openapi/ui'
import { createContext, use, type ReactNode } from 'react'

const Samples = createContext<ReactNode>(null)

function SampleSlot() {
  return use(Samples)
}

const Page = createOpenAPIPage({
  codeUsages: createCodeUsageGeneratorRegistry(),
  generateTypeScriptDefinitions: false,
  playground: { enabled: false },
  content: { renderAPIExampleUsageTabs: () => <SampleSlot /> },
})

/** Shows one operation, with samples that the server has rendered. */
export function OperationPage({ samples, page }: { samples: ReactNode; page: OpenAPIPageProps }) {
  return (
    <Samples value={samples}>
      <Page {...page} />
    </Samples>
  )
}
