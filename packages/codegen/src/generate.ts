import { isMain, runGenerate } from './run-generate.ts'

if (isMain(import.meta.url)) process.exitCode = await runGenerate({ check: process.argv.includes('--check') })
