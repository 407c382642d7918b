/**
 * The one Trusted Types policy of the page: script URLs of the app's own build and nothing else. Under
 * `require-trusted-types-for 'script'` workers and the service worker start only from such URLs (Trusted Types §3).
 */
type ScriptUrlPolicy = { createScriptURL(url: string): unknown }
type PolicyFactory = {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrlPolicy
}

let policy: ScriptUrlPolicy | null = null

/** A worker's constructor takes a string where there are no Trusted Types, and the policy's object where there are. */
export function trustedScriptUrl(url: string): string {
  const factory = policyFactory()
  if (factory === null) return ownUrl(url)
  policy ??= factory.createPolicy('wlos', { createScriptURL: ownUrl })
  // The DOM's own types know no TrustedScriptURL; every sink that gets this one stringifies it.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return policy.createScriptURL(url) as string
}

function ownUrl(url: string): string {
  const resolved = new URL(url, location.href)
  // A blob's origin is the page's: what it holds is not of the app's build.
  if (resolved.origin !== location.origin || resolved.protocol !== location.protocol)
    throw new TypeError('a script of another origin')
  return resolved.href
}

function policyFactory(): PolicyFactory | null {
  if (!('trustedTypes' in globalThis)) return null
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return (globalThis as unknown as { trustedTypes: PolicyFactory }).trustedTypes
}
