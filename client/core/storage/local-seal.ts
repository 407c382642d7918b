import { openEnvelope, sealEnvelope, type EnvelopeContext } from '#shared/crypto/envelope.ts'
import type { Suite } from '#shared/crypto/suite.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { assert } from '#shared/lang/assert.ts'
import type { StudioKeys } from '../studio-keys.ts'

/** What this device keeps for itself: caches that can be rebuilt from entries. */
export type LocalPurpose = 'bucket' | 'document'

/** Throws where the key of the present epoch is missing: an open studio has it. */
export async function sealLocal(suite: Suite, keys: StudioKeys, purpose: LocalPurpose, id: string, plaintext: Bytes) {
  const key = keys.appKey(keys.epoch())
  assert(key !== null, 'no key for the present epoch')
  return sealEnvelope(suite, key, localContext(keys, purpose, id, keys.epoch()), plaintext)
}

/** Null where no key of this studio opens it: the cache is then rebuilt. Newest epoch first. */
export async function openLocal(
  suite: Suite,
  keys: StudioKeys,
  purpose: LocalPurpose,
  id: string,
  sealed: Bytes,
): Promise<Bytes | null> {
  for (let epoch = keys.epoch(); epoch >= 1; epoch--) {
    const key = keys.appKey(epoch)
    if (key === null) continue
    const opened = await openEnvelope(suite, key, localContext(keys, purpose, id, epoch), sealed)
    if (opened.ok) return opened.value
  }
  return null
}

function localContext(keys: StudioKeys, purpose: LocalPurpose, id: string, epoch: number): EnvelopeContext {
  return {
    purpose: 'local',
    workspace: keys.workspace,
    tier: 'app',
    epoch,
    objectType: purpose,
    objectId: id,
    version: 0,
    parentHash: null,
    schema: 1,
    authorDevice: keys.device,
    chunkIndex: 0,
    chunkCount: 1,
    final: true,
    bound: new Uint8Array(0),
  }
}
