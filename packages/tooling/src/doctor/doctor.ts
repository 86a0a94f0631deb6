import { diagnose } from './diagnose.ts'
import { printed, toReport } from './report.ts'

const unknown = process.argv.slice(2).filter((argument) => argument !== '--json' && argument !== '--')
if (unknown.length > 0) {
  console.error(`${unknown.join(' ')} is not known here; the one option is --json.`)
  process.exit(2)
}
const report = toReport(await diagnose({ source: process.env }))
console.log(process.argv.includes('--json') ? JSON.stringify(report, null, 2) : printed(report))
process.exitCode = report.isHealthy ? 0 : 1
