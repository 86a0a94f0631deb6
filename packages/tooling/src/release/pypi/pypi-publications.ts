import { join } from 'node:path'
import { artifactsFolder, pythonFiles } from '../artifacts.ts'
import type { ReleaseEnv } from '../env.ts'
import type { Publication } from '../publication.ts'
import { releaseStep } from '../release-step.ts'
import { releasePython } from './release-python.ts'

/** Wheel and sdist, each by itself, since an upload may break off between them. */
export function pypiPublications({ version, uploadUrl, indexUrl, token }: ReleaseEnv['pypi'] & { version: string }): Publication[] {
  return pythonFiles(version).map((file) => ({
    label: file,
    destination: uploadUrl,
    isPublished: async () => {
      const response = await fetch(`${indexUrl}/flow-sdk/`, { headers: { accept: 'text/html' } })
      if (response.status === 404) return false
      if (!response.ok) throw new Error(`${indexUrl} answered ${response.status} when asked for flow-sdk`)
      return (await response.text()).includes(`>${file}<`)
    },
    publish: async () => {
      const args = ['-m', 'twine', 'upload', '--non-interactive', '--disable-progress-bar', '--repository-url', uploadUrl, join(artifactsFolder('pypi'), file)]
      const env: Record<string, string> = token === undefined ? {} : { TWINE_USERNAME: '__token__', TWINE_PASSWORD: token }
      await releaseStep({ name: `${file}: twine upload`, command: await releasePython(), args, env })
    },
  }))
}
