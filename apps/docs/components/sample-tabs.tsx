import { ServerCodeBlock } from 'fumadocs-ui/components/codeblock.rsc'
import { Tab, Tabs } from 'fumadocs-ui/components/tabs'
import type { CodeSample } from '../samples/code-samples.ts'

/** The same in several languages, highlighted at build time; the reader's choice is kept for every page. */
export function SampleTabs({ samples, className }: { samples: CodeSample[]; className?: string }) {
  const names = samples.map(({ name }) => name)
  return (
    <Tabs groupId="sample" persist items={names} className={className}>
      {samples.map(({ name, lang, code }) => (
        <Tab key={name} value={name}>
          <ServerCodeBlock lang={lang} code={code} />
        </Tab>
      ))}
    </Tabs>
  )
}
