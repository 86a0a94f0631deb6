/** Where a release goes and by what right. Every value comes from the environment, so that nothing is published without being asked. */
export type ReleaseEnv = {
  npm: { registry: string; token: string | undefined }
  pypi: { uploadUrl: string; indexUrl: string; token: string | undefined }
  go: { mirror: string; proxyFolder: string | undefined }
  git: { remote: string }
}

export type TargetName = keyof ReleaseEnv

export const targetNames: readonly TargetName[] = ['npm', 'pypi', 'go', 'git']

export const isTargetName = (name: string): name is TargetName => targetNames.some((each) => each === name)

type Source = Record<string, string | undefined>

/**
 * Reads what one target needs.
 * @throws Error that names the variable and the remedy.
 */
export function readTargetEnv<Name extends TargetName>({ name, source = process.env }: { name: Name; source?: Source }): ReleaseEnv[Name] {
  return readers[name](source)
}

const readers: { [Name in TargetName]: (source: Source) => ReleaseEnv[Name] } = {
  npm: (source) => ({
    registry: withoutSlash(
      readUrl({ source, name: 'FLOW_RELEASE_NPM_REGISTRY', remedy: 'the address of the npm registry, such as https://registry.npmjs.org' }),
    ),
    token: readToken({ source, name: 'FLOW_RELEASE_NPM_TOKEN', remedy: 'a token that may publish @flowdev/sdk and @flowdev/cli' }),
  }),
  pypi: (source) => ({
    uploadUrl: readUrl({ source, name: 'FLOW_RELEASE_PYPI_UPLOAD_URL', remedy: 'where wheels are uploaded, such as https://upload.pypi.org/legacy/' }),
    indexUrl: withoutSlash(
      readUrl({ source, name: 'FLOW_RELEASE_PYPI_INDEX_URL', remedy: 'the simple index they are then found in, such as https://pypi.org/simple' }),
    ),
    token: readToken({ source, name: 'FLOW_RELEASE_PYPI_TOKEN', remedy: 'an API token of the project flow-sdk' }),
  }),
  go: (source) => ({
    mirror: readText({
      source,
      name: 'FLOW_RELEASE_GO_MIRROR',
      remedy: 'the git repository the Go module is served from, such as git@github.com:flowdev/flow-go.git',
    }),
    proxyFolder: source['FLOW_RELEASE_GO_PROXY_FOLDER'] || undefined,
  }),
  git: (source) => ({ remote: readText({ source, name: 'FLOW_RELEASE_GIT_REMOTE', remedy: 'the remote that gets the tag of the release, such as origin' }) }),
}

type Setting = { source: Source; name: string; remedy: string }

function readText({ source, name, remedy }: Setting): string {
  const value = source[name]?.trim()
  if (!value) throw new Error(`${name} is not set: give it ${remedy}, or leave its target out with --only.`)
  return value
}

function readUrl(setting: Setting): string {
  const value = readText(setting)
  if (!URL.canParse(value)) throw new Error(`${setting.name} is not an address: give it ${setting.remedy}.`)
  return value
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

/** Under GitHub's OIDC the registries trust the workflow itself, and there is no token. */
function readToken({ source, name, remedy }: Setting): string | undefined {
  if (source[name]) return source[name]
  if (isTrustedWorkflow(source)) return undefined
  throw new Error(`${name} is not set: give it ${remedy}, or publish from the release workflow, which needs none.`)
}

export const isTrustedWorkflow = (source: Source = process.env): boolean => Boolean(source['ACTIONS_ID_TOKEN_REQUEST_URL'])
