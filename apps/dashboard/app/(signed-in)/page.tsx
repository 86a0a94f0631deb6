import { Overview } from '../../overview/overview.tsx'

export default function OverviewPage() {
  return <Overview />
}
