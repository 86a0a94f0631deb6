import { ClosingLinks } from '../../components/landing/closing-links.tsx'
import { CodeSamples } from '../../components/landing/code-samples.tsx'
import { Hero } from '../../components/landing/hero.tsx'
import { Pillars } from '../../components/landing/pillars.tsx'

export default function Landing() {
  return (
    <div className="overflow-x-clip">
      <Hero />
      <Pillars />
      <CodeSamples />
      <ClosingLinks />
    </div>
  )
}
