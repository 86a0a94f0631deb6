import { Step, Steps } from 'fumadocs-ui/components/steps'
import { Tab, Tabs } from 'fumadocs-ui/components/tabs'
import defaultComponents from 'fumadocs-ui/mdx'
import type { MDXComponents } from 'mdx/types'
import { Permissions } from './reference/permissions.tsx'
import { SdkMethods } from './reference/sdk-methods.tsx'

export const mdxComponents: MDXComponents = { ...defaultComponents, Permissions, SdkMethods, Step, Steps, Tab, Tabs }
