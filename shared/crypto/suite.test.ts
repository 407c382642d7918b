import { expand, extract, hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { describe, expect, test } from 'vitest'
import { bytesToHex, concatBytes, utf8ToBytes, type Bytes } from '../protocol/bytes.ts'
import { hex, testSuite, webCrypto, withBitFlipped } from './testing/test-suite.ts'

const suite = testSuite()

describe('[V1] suite 1 is what the standards say', () => {
  test('HKDF-SHA-256: RFC 5869, test case 1', async () => {
    const output = await suite.hkdf(
      hex('0b'.repeat(22)),
      hex('000102030405060708090a0b0c'),
      hex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    )
    expect(bytesToHex(output)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    )
  })

  test('AES-256-GCM: the GCM specification as given to NIST, test case 16', async () => {
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308')
    const iv = hex('cafebabefacedbaddecaf888')
    const aad = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2')
    const plaintext = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    )
    const ciphertext = hex(
      `522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
       76fc6ece0f4e1768cddf8853bb2d551b`,
    )
    expect(await suite.encrypt(key, iv, plaintext, aad)).toEqual(ciphertext)
    expect(await suite.decrypt(key, iv, ciphertext, aad)).toEqual(plaintext)
    expect(await suite.decrypt(key, iv, withBitFlipped(ciphertext, 3), aad)).toBeNull()
  })

  test('Ed25519: RFC 8032 §7.1, test 2', async () => {
    const key = await suite.importSigningKey(hex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb'))
    expect(bytesToHex(key.publicKey)).toBe('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c')
    const signature = await suite.sign(key, hex('72'))
    expect(bytesToHex(signature)).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
        '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    )
    expect(await suite.verify(key.publicKey, signature, hex('72'))).toBe(true)
    expect(await suite.verify(key.publicKey, signature, hex('73'))).toBe(false)
    expect(await suite.verify(hex('00'), signature, hex('72'))).toBe(false)
  })

  test('X25519: RFC 9180 A.1.1, the public key of a private one', async () => {
    const key = await suite.importReceiveKey(hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'))
    expect(bytesToHex(key.publicKey)).toBe('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d')
  })
})

describe('[V1] HPKE is RFC 9180', () => {
  const info = hex('4f6465206f6e2061204772656369616e2055726e')
  const aad = hex('436f756e742d30')
  const plaintext = hex('4265617574792069732074727574682c20747275746820626561757479')

  test('the second opinion below reads appendix A.1.1', async () => {
    const sealed = hex(
      `37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431
       f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a`,
    )
    const recipient = await suite.importReceiveKey(
      hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
    )
    const opened = await openBySecondOpinion({ recipient, info, aad, sealed, aead: 1, keyBytes: 16 })
    expect(opened).toEqual(plaintext)
  })

  test('the second opinion opens what the suite seals with AES-256-GCM, and so does the suite', async () => {
    const recipient = await suite.importReceiveKey(suite.random(32))
    const sealed = await suite.hpkeSeal(recipient.publicKey, { info, aad }, plaintext)
    expect(await openBySecondOpinion({ recipient, info, aad, sealed, aead: 2, keyBytes: 32 })).toEqual(plaintext)
    expect(await suite.hpkeOpen(recipient, { info, aad }, sealed)).toEqual(plaintext)
  })

  test('another key, info, data or a changed bit opens nothing', async () => {
    const recipient = await suite.importReceiveKey(suite.random(32))
    const stranger = await suite.generateReceiveKey()
    const sealed = await suite.hpkeSeal(recipient.publicKey, { info, aad }, plaintext)
    expect(await suite.hpkeOpen(stranger, { info, aad }, sealed)).toBeNull()
    expect(await suite.hpkeOpen(recipient, { info: aad, aad }, sealed)).toBeNull()
    expect(await suite.hpkeOpen(recipient, { info, aad: info }, sealed)).toBeNull()
    expect(await suite.hpkeOpen(recipient, { info, aad }, sealed.slice(0, 40))).toBeNull()
    for (const bit of [0, 130, 400]) {
      expect(await suite.hpkeOpen(recipient, { info, aad }, withBitFlipped(sealed, bit))).toBeNull()
    }
  })
})

test('[V1] private keys and purpose keys cannot be taken out of WebCrypto', async () => {
  const raw = suite.random(32)
  const handles = [
    (await suite.importPurposeKey(raw)).hkdf,
    (await suite.importSigningKey(raw)).privateKey,
    (await suite.generateSigningKey()).privateKey,
    (await suite.importReceiveKey(raw)).pair.privateKey,
    (await suite.generateReceiveKey()).pair.privateKey,
  ]
  expect(handles.map(key => key.extractable)).toEqual([false, false, false, false, false])
})

test('[V3] a key id is HKDF of the key, and tells nothing of it', async () => {
  const raw = hex('00'.repeat(31) + '01')
  const key = await suite.importPurposeKey(raw)
  expect(key.keyId).toEqual(new Uint8Array(hkdf(sha256, raw, undefined, utf8ToBytes('wlos/kid/v1'), 16)))
})

type SecondOpinion = {
  readonly recipient: { readonly publicKey: Bytes; readonly pair: CryptoKeyPair }
  readonly info: Bytes
  readonly aad: Bytes
  readonly sealed: Bytes
  readonly aead: number
  readonly keyBytes: number
}

/** RFC 9180 §4.1 (Decap), §5.1 (KeySchedule, base mode) and §5.2 (Open at sequence 0), from the text. */
async function openBySecondOpinion({ recipient, info, aad, sealed, aead, keyBytes }: SecondOpinion): Promise<Bytes> {
  const { subtle } = webCrypto
  const enc = sealed.slice(0, 32)
  const sender = await subtle.importKey('raw', enc, 'X25519', true, [])
  const shared = await subtle.deriveBits({ name: 'X25519', public: sender }, recipient.pair.privateKey, 256)
  const kemSuite = concatBytes(utf8ToBytes('KEM'), hex('0020'))
  const eaePrk = labeledExtract(kemSuite, new Uint8Array(0), 'eae_prk', new Uint8Array(shared))
  const secret = labeledExpand(kemSuite, eaePrk, 'shared_secret', concatBytes(enc, recipient.publicKey), 32)
  const hpkeSuite = concatBytes(utf8ToBytes('HPKE'), hex('00200001'), Uint8Array.of(0, aead))
  const none = new Uint8Array(0)
  const context = concatBytes(
    Uint8Array.of(0),
    labeledExtract(hpkeSuite, none, 'psk_id_hash', none),
    labeledExtract(hpkeSuite, none, 'info_hash', info),
  )
  const schedule = labeledExtract(hpkeSuite, secret, 'secret', none)
  const key = labeledExpand(hpkeSuite, schedule, 'key', context, keyBytes)
  const nonce = labeledExpand(hpkeSuite, schedule, 'base_nonce', context, 12)
  return new Uint8Array(await aesOpen(key, nonce, aad, sealed.slice(32)))
}

async function aesOpen(key: Bytes, iv: Bytes, additionalData: Bytes, ciphertext: Bytes): Promise<ArrayBuffer> {
  const aes = await webCrypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
  return webCrypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, aes, ciphertext)
}

function labeledExtract(suiteId: Bytes, salt: Bytes, label: string, ikm: Bytes): Bytes {
  return new Uint8Array(extract(sha256, concatBytes(utf8ToBytes('HPKE-v1'), suiteId, utf8ToBytes(label), ikm), salt))
}

function labeledExpand(suiteId: Bytes, prk: Bytes, label: string, info: Bytes, length: number): Bytes {
  const lengthBytes = Uint8Array.of(length >> 8, length & 0xff)
  const labeled = concatBytes(lengthBytes, utf8ToBytes('HPKE-v1'), suiteId, utf8ToBytes(label), info)
  return new Uint8Array(expand(sha256, prk, labeled, length))
}
