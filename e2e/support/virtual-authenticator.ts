import type { Page } from 'playwright-core'

export type VirtualAuthenticator = {
  /** How many passkeys it holds. */
  countCredentials: () => Promise<number>
  /** What the person's fingerprint or PIN says from now on. */
  setUserVerified: (isVerified: boolean) => Promise<void>
  /** Off: ceremonies wait for a touch that does not come. */
  setPresence: (isPresent: boolean) => Promise<void>
  remove: () => Promise<void>
}

export type VirtualAuthenticatorOptions = {
  hasPrf?: boolean
  isUserVerified?: boolean
}

/**
 * Chromium's own authenticator behind the real WebAuthn calls: a platform authenticator that verifies its user and
 * answers at once. It belongs to one page; a second page of the same context waits on it for ever.
 */
export async function addVirtualAuthenticator(
  page: Page,
  options: VirtualAuthenticatorOptions = {},
): Promise<VirtualAuthenticator> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: options.hasPrf ?? true,
      isUserVerified: options.isUserVerified ?? true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    countCredentials: async () => {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials.length
    },
    setUserVerified: async isUserVerified => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
    setPresence: async enabled => {
      await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
    },
    remove: async () => {
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
      await session.detach()
    },
  }
}
