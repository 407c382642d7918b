import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { concatBytes, type Bytes } from '../protocol/bytes.ts'

/**
 * RFC 9180, base mode, single shot: DHKEM(X25519, HKDF-SHA256) 0x0020, HKDF-SHA256 0x0001, AES-256-GCM 0x0002.
 * Sealed bytes are enc (32) ‖ ciphertext ‖ tag (16). Every message has a context of its own, so no nonce is shared.
 * The library draws its ephemeral keys from WebCrypto itself.
 */
export type HpkeContext = { readonly info: Bytes; readonly aad: Bytes }

export const hpkeOverheadBytes = 48

const encBytes = 32

export type Hpke = {
  readonly seal: (recipient: CryptoKey, context: HpkeContext, plaintext: Bytes) => Promise<Bytes>
  /** Null for every reason why it does not open. */
  readonly open: (recipient: CryptoKeyPair, context: HpkeContext, sealed: Uint8Array) => Promise<Bytes | null>
}

export function createHpke(): Hpke {
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  return {
    seal: async (recipient, { info, aad }, plaintext) => {
      const { enc, ct } = await suite.seal({ recipientPublicKey: recipient, info }, plaintext, aad)
      return concatBytes(new Uint8Array(enc), new Uint8Array(ct))
    },
    open: async (recipient, { info, aad }, sealed) => {
      if (sealed.length < hpkeOverheadBytes) return null
      const enc = new Uint8Array(sealed.subarray(0, encBytes))
      const ciphertext = new Uint8Array(sealed.subarray(encBytes))
      try {
        return new Uint8Array(await suite.open({ recipientKey: recipient, enc, info }, ciphertext, aad))
      } catch {
        return null
      }
    },
  }
}
