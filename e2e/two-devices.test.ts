import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addCreator, editField, exampleCreator, expectCount, openCreator } from './support/creators.ts'
import type { Device } from './support/device.ts'
import { foundStudio, goTo, press, signIn, signInWithKit, syncNow, unlock, waitForSync } from './support/studio.ts'
import { useSuite } from './support/suite.ts'

const suite = useSuite()

type Pair = { first: Device; second: Device; code: string }

/** Two devices with one synced passkey, and a creator on both. */
async function openPair(): Promise<Pair> {
  const first = await suite.open()
  const code = await foundStudio(first.page, suite.relay())
  await addCreator(first.page, { ...exampleCreator('Quiet Kiln'), niche: 'Ceramics' })
  await waitForSync(first.page, 'Synced')
  const second = await suite.open(first.passkeys)
  await signIn(second.page, suite.relay())
  await openCreator(second.page, 'Quiet Kiln')
  return { first, second, code }
}

describe('a further device', () => {
  test('signs in with the synced passkey or with the recovery kit and finds everything; the others hear of it', async () => {
    const { first, second, code } = await openPair()
    await second.page.getByText('quietkiln@creators.example').first().waitFor()
    await first.page.getByText('A device was added').first().waitFor()

    const third = await suite.open()
    await signInWithKit(third.page, suite.relay(), code)
    await openCreator(third.page, 'Quiet Kiln')
    await first.page.getByText('The recovery kit was used').waitFor()
    await goTo(first.page, 'Settings')
    const listed = first.page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
    await expect.poll(() => listed.filter({ hasText: 'Chrome on Linux' }).count()).toBe(3)
  })

  test('sees an edit of another one while it looks', async () => {
    const { first, second } = await openPair()
    await editField(first.page, 'Location', 'Faro, Portugal')
    await second.page.getByText('Faro, Portugal').first().waitFor({ timeout: 5_000 })
    await editField(second.page, 'Phone', '+351912345678')
    await first.page.getByText('+351912345678').first().waitFor({ timeout: 5_000 })
  })
})

describe('two devices that edit one creator apart', () => {
  test('keep the fields of both, merge long text, and show both values of one field until somebody chooses', async () => {
    const { first, second } = await openPair()
    await editField(first.page, 'Conversation notes', 'Met at the fair.')
    await second.page.getByText('Met at the fair.').first().waitFor()
    await waitForSync(second.page, 'Synced')
    await suite.relay().stop()

    await editField(first.page, 'Location', 'Faro, Portugal')
    await editField(first.page, 'Conversation notes', 'First: Met at the fair.')
    await editField(first.page, 'Tagline', 'Clay, slowly')
    await editField(second.page, 'Phone', '+351912345678')
    await editField(second.page, 'Conversation notes', 'Met at the fair. Likes tea.')
    await editField(second.page, 'Tagline', 'Pots with patience')
    await addCreator(second.page, exampleCreator('Northbound Studio'))
    await suite.relay().start()
    for (const { page } of [first, second, first]) await syncNow(page)

    await openCreator(second.page, 'Quiet Kiln')
    for (const { page } of [first, second]) {
      await page.getByText('Faro, Portugal').first().waitFor()
      await page.getByText('+351912345678').first().waitFor()
      await page.getByText('First: Met at the fair. Likes tea.').first().waitFor()
      await page.getByRole('button', { name: 'Tagline: two values' }).waitFor()
    }
    const shown = await settle(first.page, 'Tagline', 'Pots with patience')
    expect(shown.toSorted()).toEqual(['Clay, slowly', 'Pots with patience'])
    for (const { page } of [first, second]) {
      await page.getByRole('button', { name: 'Tagline: two values' }).waitFor({ state: 'detached' })
      await page.getByText('Pots with patience').first().waitFor()
      expect(await page.getByText('Clay, slowly').count()).toBe(0)
    }
    await goTo(first.page, 'Creators')
    await expectCount(first.page, 2)
  })
})

async function settle(page: Page, label: string, chosen: string): Promise<string[]> {
  await page.getByRole('button', { name: `${label}: two values` }).click()
  const choices = page.getByRole('dialog', { name: `Two values of ${label}` }).getByRole('listitem')
  await choices.filter({ hasText: chosen }).waitFor()
  const values = await choices.locator('p:first-child').allInnerTexts()
  await choices.filter({ hasText: chosen }).getByRole('button', { name: 'Keep this' }).click()
  return values
}

async function removeOtherDevice(page: Page): Promise<void> {
  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Remove Chrome on Linux' }).click()
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Remove', exact: true })
    .click()
  await press(page, 'Verify with a passkey')
  await page.getByText('Device removed').first().waitFor()
}

describe('a device that is removed', () => {
  test('stops with a word, and what it writes reaches nobody', async () => {
    const { first, second } = await openPair()
    await removeOtherDevice(first.page)
    await waitForSync(second.page, 'Sync stopped: this device was removed')
    await editField(second.page, 'Location', 'Nowhere')
    await waitForSync(second.page, 'Sync stopped: this device was removed')
    await openCreator(first.page, 'Quiet Kiln')
    await editField(first.page, 'Phone', '+351912345678')
    await waitForSync(first.page, 'Synced')
    expect(await first.page.getByText('Nowhere').count()).toBe(0)
    expect(await second.page.getByText('+351912345678').count()).toBe(0)
  })

  test('hears of it when it comes back after a time offline', async () => {
    const { first, second } = await openPair()
    await second.page.close()
    await removeOtherDevice(first.page)
    const page = await second.context.newPage()
    await page.goto(`${suite.relay().origin}/creators`)
    await unlock(page)
    await waitForSync(page, 'Sync stopped: this device was removed')
    await expectCount(page, 1)
  })
})
