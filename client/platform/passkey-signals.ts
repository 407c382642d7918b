/**
 * Tells the passkey provider which passkeys still count, so that it stops offering removed ones (WebAuthn L3 §5.1.10).
 * Best effort: a browser without it, or one that refuses, changes nothing for us.
 */
export async function signalAcceptedPasskeys(userId: string, credentialIds: readonly string[]): Promise<void> {
  if (!('PublicKeyCredential' in globalThis)) return
  const signal: unknown = Reflect.get(PublicKeyCredential, 'signalAllAcceptedCredentials')
  if (typeof signal !== 'function') return
  const told = { rpId: location.hostname, userId, allAcceptedCredentialIds: [...credentialIds] }
  await Promise.resolve(Reflect.apply(signal, PublicKeyCredential, [told])).catch(() => undefined)
}
