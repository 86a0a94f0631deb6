import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The first block of a language after the line that installs, word for word. */
export function readmeSample({ folder, language, install }: { folder: string; language: string; install: string }): string {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  if (!readme.includes(`\`\`\`sh\n${install}\n\`\`\``)) throw new Error(`${folder}/README.md does not say \`${install}\``)
  const [, sample] = new RegExp(`^\`\`\`${language}\\n((?!${install.slice(0, 8)})[\\s\\S]*?)^\`\`\`$`, 'm').exec(readme) ?? []
  if (!sample) throw new Error(`${folder}/README.md has no ${language} sample`)
  return sample
}
