import { describe, expect, test } from 'vitest'
import type { Device } from './support/device.ts'
import { newProfile } from './support/launch.ts'
import { startRecordedRelay } from './support/recording-proxy.ts'
import { createPasskeyStore, type PasskeyBehaviour } from './support/software-passkey-store.ts'
import {
  fillNames,
  finishSetUp,
  foundStudio,
  lock,
  makePasskeyAndKit,
  passphrase,
  press,
  pressCreate,
  readRecoveryCode,
  unlock,
  waitForSync,
  waitUntilOpen,
} from './support/studio.ts'
import { useSuite } from './support/suite.ts'
import { addVirtualAuthenticator } from './support/virtual-authenticator.ts'

const suite = useSuite()

function openDevice(behaviour: Partial<PasskeyBehaviour> = {}): Promise<Device> {
  return suite.open(createPasskeyStore(behaviour))
}

describe('founding a studio', () => {
  test('with the browser’s own authenticator: token, passkey twice, kit typed back, an empty studio', async () => {
    const { page } = suite.add(await newProfile(suite.browser()))
    const authenticator = await addVirtualAuthenticator(page)
    const code = await makePasskeyAndKit(page, suite.relay())
    expect(code.replaceAll(' ', '-')).toMatch(/^([0-9A-Z]{6}-){5}[0-9A-Z]{6}$/)

    await page.getByRole('textbox', { name: 'Recovery check' }).fill(code.replace(/^../, '00'))
    await press(page, 'Open studio')
    await page.getByText('That is not the code. Look at each group of six again.').waitFor()

    await finishSetUp(page, ` ${code.toLowerCase().replaceAll(/[ -]/g, '')} `)
    await waitForSync(page, 'Synced')
    expect(await authenticator.countCredentials()).toBe(1)
    await page.goto(`${suite.relay().origin}/creators`)
    await unlock(page)
    await page.getByText('No creators yet').waitFor()
  })

  test('sends no byte of the passkey’s keys to the relay', async () => {
    const { relay, proxy, stop } = await startRecordedRelay()
    const { page, passkeys } = await openDevice()
    await foundStudio(page, relay)
    await waitForSync(page, 'Synced')
    await lock(page)
    await unlock(page)
    await waitForSync(page, 'Synced')
    const outputs = passkeys.prfOutputs()
    expect(outputs.length).toBeGreaterThanOrEqual(4)
    const wire = Buffer.concat(proxy.exchanges.map(exchange => exchange.sent()))
    expect(wire.length).toBeGreaterThan(1_000)
    for (const output of outputs) {
      for (const encoding of ['base64', 'base64url', 'hex'] as const) {
        expect(wire.includes(output.toString(encoding).replaceAll('=', ''))).toBe(false)
      }
      expect(wire.includes(output)).toBe(false)
    }
    await stop()
  })
})

describe('the set-up token', () => {
  test('a wrong one is refused before any passkey is made', async () => {
    const { page, passkeys } = await openDevice()
    await page.goto(suite.relay().origin)
    await fillNames(page, 'not-the-token')
    await pressCreate(page)
    await page.getByText('That is not the token, or it has been used.', { exact: false }).waitFor()
    expect(passkeys.ids()).toHaveLength(0)
  })

  test('founds one studio: whoever comes second with it is refused', async () => {
    const first = await openDevice()
    const second = await openDevice()
    const codeOfSecond = await makePasskeyAndKit(second.page, suite.relay())
    await foundStudio(first.page, suite.relay())

    await second.page.getByRole('textbox', { name: 'Recovery check' }).fill(codeOfSecond)
    await press(second.page, 'Open studio')
    await second.page.getByText('This relay has its studio already. Sign in to it instead.').waitFor()

    const third = await openDevice()
    await third.page.goto(suite.relay().origin)
    await press(third.page, 'Set up a studio')
    await fillNames(third.page, suite.relay().setupToken)
    await pressCreate(third.page)
    await third.page
      .getByRole('textbox', { name: 'Set-up token' })
      .and(third.page.locator('[aria-invalid=true]'))
      .waitFor()
  })
})

describe('bad days', () => {
  test('the relay goes away before the last step: pressing again when it is back founds the studio', async () => {
    const { page } = await openDevice()
    const code = await makePasskeyAndKit(page, suite.relay())
    await suite.relay().stop()
    await page.getByRole('textbox', { name: 'Recovery check' }).fill(code)
    await press(page, 'Open studio')
    await page.getByText('The relay cannot be reached. Nothing is lost', { exact: false }).waitFor()
    await suite.relay().start()
    await press(page, 'Open studio')
    await waitUntilOpen(page)
    await waitForSync(page, 'Synced')
  })

  test('a passkey prompt that is closed changes nothing, and can be repeated', async () => {
    const { page, passkeys } = await openDevice({ cancels: true })
    await page.goto(suite.relay().origin)
    await fillNames(page, suite.relay().setupToken)
    await pressCreate(page)
    await page.getByText('The passkey was not used. Nothing was changed.', { exact: false }).waitFor()
    passkeys.behaviour.cancels = false
    await pressCreate(page)
    await page.getByRole('button', { name: 'Confirm the passkey' }).waitFor()
    passkeys.behaviour.cancels = true
    await press(page, 'Confirm the passkey')
    await page.getByText('The passkey was not used. Nothing was changed.', { exact: false }).waitFor()
    passkeys.behaviour.cancels = false
    await press(page, 'Confirm the passkey')
    await finishSetUp(page, await readRecoveryCode(page))
  })

  test('a passkey whose provider fails when asked for a key still signs in', async () => {
    const { page } = await openDevice({ refusesPrfAtCreation: true, prf: 'none' })
    await choosePassphrase(page, 'It gives no key on this device.')
    await finishSetUp(page, await readRecoveryCode(page))
  })
})

describe('a passkey that does not unlock', () => {
  test.each([
    ['gives no key', { prf: 'none' }, 'It gives no key on this device.'],
    ['gives another key the second time', { wrongPrfFrom: 2 }, 'It gave two different keys'],
  ] as const)('because it %s: a passphrase is asked for, and opens the studio', async (_why, behaviour, said) => {
    const { page } = await openDevice(behaviour)
    await choosePassphrase(page, said)
    await finishSetUp(page, await readRecoveryCode(page))
    await lock(page)
    await useTextbox(page, 'Use passphrase', 'not the passphrase at all')
    await page.getByText('That passphrase opens nothing here.', { exact: false }).waitFor()
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await press(page, 'Unlock')
    await waitUntilOpen(page)
  })

  test('gives its key only when used, not when made: it unlocks all the same', async () => {
    const { page } = await openDevice({ prf: 'at-assertion' })
    await foundStudio(page, suite.relay())
    await lock(page)
    await unlock(page)
  })
})

async function choosePassphrase(page: Device['page'], reason: string): Promise<void> {
  await page.goto(suite.relay().origin)
  await fillNames(page, suite.relay().setupToken)
  await pressCreate(page)
  await press(page, 'Confirm the passkey')
  await page.getByText(reason, { exact: false }).waitFor()
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.getByLabel('Passphrase again', { exact: true }).fill(passphrase)
  await press(page, 'Use this passphrase')
}

async function useTextbox(page: Device['page'], way: string, typed: string): Promise<void> {
  const input = page.getByLabel('Passphrase', { exact: true })
  if (!(await input.isVisible())) await press(page, way)
  await input.fill(typed)
  await press(page, 'Unlock')
}
