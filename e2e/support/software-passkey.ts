import type { BrowserContext } from 'playwright-core'
import * as z from 'zod/mini'
import { replaceCredentials } from './software-passkey-page.ts'
import { createPasskeyStore, PasskeyRefusal, type PasskeyStore } from './software-passkey-store.ts'

const CreateRequest = z.object({
  origin: z.string(),
  rpId: z.string(),
  challenge: z.string(),
  userId: z.string(),
  excluded: z.array(z.string()),
  prf: z.nullable(z.object({ first: z.optional(z.string()), second: z.optional(z.string()) })),
})

const GetRequest = z.object({
  origin: z.string(),
  rpId: z.string(),
  challenge: z.string(),
  allowed: z.array(z.string()),
  prf: z.nullable(
    z.object({
      eval: z.optional(z.object({ first: z.string(), second: z.optional(z.string()) })),
      byCredential: z.record(z.string(), z.object({ first: z.string(), second: z.optional(z.string()) })),
    }),
  ),
})

/**
 * Replaces `navigator.credentials` on every page of the context with keys in software. Give two contexts the same
 * store and they are two devices with one synced passkey. Call it before the first page of the context is opened.
 */
export async function addSoftwarePasskeys(
  context: BrowserContext,
  store: PasskeyStore = createPasskeyStore(),
): Promise<PasskeyStore> {
  await context.exposeBinding('softwarePasskeyCreate', (_source, request: unknown) =>
    answer(() => store.create(z.parse(CreateRequest, request))),
  )
  await context.exposeBinding('softwarePasskeyGet', (_source, request: unknown) =>
    answer(() => store.get(z.parse(GetRequest, request))),
  )
  // esbuild wraps named functions in a helper of its own, which the page does not have.
  await context.addInitScript({
    content: `{ const __name = value => value; (${replaceCredentials.toString()})() }`,
  })
  return store
}

/** A refusal crosses to the page as data, where it becomes the DOMException that browsers throw. */
function answer<Value>(ceremony: () => Value): { value: Value } | { refusal: string } {
  try {
    return { value: ceremony() }
  } catch (error) {
    if (error instanceof PasskeyRefusal) return { refusal: error.domName }
    throw error
  }
}
