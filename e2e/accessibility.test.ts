import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  addCreator,
  chooseFile,
  exampleCreator,
  importFile,
  openCreator,
  openImport,
  rowOf,
} from './support/creators.ts'
import { narrow, type Device } from './support/device.ts'
import { createPasskeyStore } from './support/software-passkey-store.ts'
import {
  fillNames,
  finishSetUp,
  foundStudio,
  goTo,
  lock,
  press,
  pressCreate,
  readRecoveryCode,
  unlock,
  waitUntilOpen,
} from './support/studio.ts'
import { useSuite } from './support/suite.ts'

const suite = useSuite()
const messy = fileURLToPath(new URL('fixtures/creators-messy.csv', import.meta.url))
const themes = ['light', 'dark'] as const

/** axe in both themes, and no way to scroll the page sideways. */
async function look(page: Page, place: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(waitForStillness)
    const axe = new AxeBuilder({ page })
    // The other theme changes colours and nothing else.
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze()
    for (const { id, nodes } of violations) {
      for (const node of nodes.slice(0, 4))
        found.push(`${place}, ${colorScheme}: ${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`)
    }
  }
  found.push(...(await findSideways(page, place)))
  return found
}

async function findSideways(page: Page, place: string): Promise<string[]> {
  const pixels = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return pixels > 0 ? [`${place}: ${pixels} px wider than the window`] : []
}

/** Runs in the page: whatever fades in has done so, and colours are their own. */
async function waitForStillness(): Promise<void> {
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  await Promise.allSettled(
    document
      .getAnimations()
      .filter(animation => animation.effect?.getComputedTiming().iterations !== Infinity)
      .map(animation => animation.finished),
  )
}

async function closeOverlay(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').first().waitFor({ state: 'detached' })
}

async function openFilled(device: Device): Promise<void> {
  const { page } = device
  await foundStudio(page, suite.relay())
  await importFile(page, messy)
  await addCreator(page, { ...exampleCreator('Quiet Kiln'), niche: 'Ceramics' })
}

describe('what axe finds', () => {
  test('on the way in: nothing', async () => {
    const { page } = await suite.open(createPasskeyStore({ prf: 'none' }))
    const found: string[] = []
    await page.goto(suite.relay().origin)
    await page.getByRole('textbox', { name: 'Set-up token' }).waitFor()
    found.push(...(await look(page, 'set-up')))
    await pressCreate(page)
    await page.locator('[aria-invalid=true]').first().waitFor()
    found.push(...(await look(page, 'set-up with problems')))
    await fillNames(page, suite.relay().setupToken)
    await pressCreate(page)
    await page.getByRole('button', { name: 'Confirm the passkey' }).waitFor()
    found.push(...(await look(page, 'confirming the passkey')))
    await press(page, 'Confirm the passkey')
    await page.getByLabel('Passphrase', { exact: true }).waitFor()
    found.push(...(await look(page, 'passphrase')))
    const second = await suite.open()
    await second.page.goto(suite.relay().origin)
    await fillNames(second.page, suite.relay().setupToken)
    await pressCreate(second.page)
    await press(second.page, 'Confirm the passkey')
    const code = await readRecoveryCode(second.page)
    found.push(...(await look(second.page, 'recovery kit')))
    await finishSetUp(second.page, code)
    await lock(second.page)
    found.push(...(await look(second.page, 'unlock')))
    await press(second.page, 'Use recovery kit')
    await press(second.page, 'Unlock')
    await second.page.locator('[aria-invalid=true]').waitFor()
    found.push(...(await look(second.page, 'unlock with the kit')))
    await page.goto(suite.relay().origin)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
    found.push(...(await look(page, 'sign-in')))
    expect(found).toEqual([])
  })

  test('in an empty studio: nothing', async () => {
    const { page } = await suite.open()
    await foundStudio(page, suite.relay())
    const found: string[] = []
    for (const screen of ['Today', 'Creators', 'Board', 'Audit', 'Settings'] as const) {
      await goTo(page, screen)
      found.push(...(await look(page, `empty ${screen}`)))
    }
    await openImport(page)
    found.push(...(await look(page, 'import')))
    await page.goto(`${suite.relay().origin}/nowhere`)
    await unlock(page)
    found.push(...(await look(page, 'not found')))
    expect(found).toEqual([])
  })

  test('in a full studio: nothing', async () => {
    const device = await suite.open()
    const { page } = device
    await openFilled(device)
    const found: string[] = []
    found.push(...(await look(page, 'creator')))
    for (const tab of ['Timeline', 'History']) {
      await page.getByRole('tab', { name: tab }).click()
      await page.getByRole('tabpanel', { name: tab }).waitFor()
      found.push(...(await look(page, tab)))
    }
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('dialog', { name: /^Edit / }).waitFor()
    found.push(...(await look(page, 'form')))
    await closeOverlay(page)
    for (const screen of ['Today', 'Board', 'Audit', 'Settings'] as const) {
      await goTo(page, screen)
      found.push(...(await look(page, screen)))
    }
    await goTo(page, 'Creators')
    await rowOf(page, 'Quiet Kiln').or(page.getByRole('row').nth(1)).first().waitFor()
    found.push(...(await look(page, 'creators')))
    await page.getByRole('row').nth(1).getByRole('checkbox').click()
    found.push(...(await look(page, 'creators with a selection')))
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
    found.push(...(await look(page, 'palette')))
    await closeOverlay(page)
    await openImport(page)
    await chooseFile(page, messy)
    await page.getByRole('button', { name: 'Preview' }).waitFor()
    found.push(...(await look(page, 'import columns')))
    await press(page, 'Preview')
    await page.getByRole('table', { name: 'Rows of the file' }).waitFor()
    found.push(...(await look(page, 'import preview')))
    expect(found).toEqual([])
  })

  test('on a phone: nothing, and no page scrolls sideways', async () => {
    const { page } = await suite.open(undefined, { viewport: narrow, hasTouch: true })
    expect(await goRound(page, look)).toEqual([])
  })
})

test('a window of 320 pixels scrolls no page sideways', async () => {
  const { page } = await suite.open(undefined, { viewport: { width: 320, height: 640 }, hasTouch: true })
  expect(await goRound(page, findSideways)).toEqual([])
})

async function goRound(page: Page, examine: (page: Page, place: string) => Promise<string[]>): Promise<string[]> {
  const found: string[] = []
  await foundStudio(page, suite.relay())
  await importFile(page, messy)
  for (const screen of ['Today', 'Creators', 'Board', 'Audit', 'Settings'] as const) {
    await goTo(page, screen)
    found.push(...(await examine(page, screen)))
  }
  await goTo(page, 'Creators')
  await page.getByRole('button', { name: 'New creator' }).first().click()
  await page.getByRole('dialog', { name: 'New creator' }).waitFor()
  found.push(...(await examine(page, 'form')))
  await closeOverlay(page)
  await page.getByRole('table', { name: 'Creators' }).getByRole('link').first().click()
  await page.getByRole('tab', { name: 'Overview' }).waitFor()
  found.push(...(await examine(page, 'creator')))
  return found
}

describe('with the keyboard alone', () => {
  test('a creator is written down, found again and moved on', async () => {
    const { page } = await suite.open()
    await foundStudio(page, suite.relay())
    const { keyboard } = page
    await keyboard.press('g')
    await keyboard.press('c')
    await page.getByText('No creators yet').waitFor()
    await keyboard.press('n')
    const form = page.getByRole('dialog', { name: 'New creator' })
    await form.waitFor()
    for (const [label, text] of [
      ['Name', 'Mara Quill'],
      ['Email', 'mara@quietkiln.example'],
      ['Brand', 'Quiet Kiln'],
      ['Niche', 'Ceramics'],
    ] as const) {
      await tabTo(page, label)
      await keyboard.type(text)
    }
    await keyboard.press('ControlOrMeta+Enter')
    await page.getByRole('heading', { name: 'Quiet Kiln', level: 1 }).waitFor()
    await keyboard.press('ControlOrMeta+k')
    await page.getByRole('combobox', { name: 'Search or run' }).waitFor()
    await keyboard.type('quiet kil')
    await page
      .getByRole('option', { name: /Quiet Kiln/ })
      .first()
      .waitFor()
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Quiet Kiln', level: 1 }).waitFor()
    await keyboard.press('g')
    await keyboard.press('c')
    await rowOf(page, 'Quiet Kiln').waitFor()
    await keyboard.press('/')
    await keyboard.type('mara')
    await rowOf(page, 'Quiet Kiln').waitFor()
    await keyboard.press('Escape')
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true)
    await openCreator(page, 'Quiet Kiln')
    await waitUntilOpen(page)
  })
})

async function tabTo(page: Page, label: string): Promise<void> {
  const input = page
    .getByRole('dialog')
    .getByRole('textbox', { name: label, exact: true })
    .or(page.getByRole('dialog').getByRole('combobox', { name: label, exact: true }))
    .first()
  for (let presses = 0; presses < 40; presses++) {
    if (await input.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${label}`)
}
