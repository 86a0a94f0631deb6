import { DocsBody, DocsDescription, DocsPage, DocsTitle } from 'fumadocs-ui/layouts/docs/page'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DocsContent } from '../../../components/docs-content.tsx'
import { source } from '../../../source/source.ts'

type Props = { params: Promise<{ slug?: string[] }> }

export default async function Page({ params }: Props) {
  const page = source.getPage((await params).slug)
  if (!page) notFound()
  const isReference = page.type === 'reference'
  return (
    <DocsPage toc={isReference ? [] : page.data.toc} full={isReference} tableOfContent={{ style: 'clerk' }}>
      <DocsTitle>{page.data.title}</DocsTitle>
      {isReference ? null : <DocsDescription>{page.data.description}</DocsDescription>}
      <DocsBody>
        <DocsContent page={page} />
      </DocsBody>
    </DocsPage>
  )
}

export const dynamicParams = false

export const generateStaticParams = () => source.generateParams()

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = source.getPage((await params).slug)
  if (!page) notFound()
  const { title = 'Docs', description = '' } = page.data
  return { title, description: description.replace(/\s+/g, ' ').replaceAll('`', '').trim() }
}
