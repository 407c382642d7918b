import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { addCreator, exampleCreator, openCreator, rowOf, searchFor } from './support/creators.ts'
import { foundStudio, lock, press, signIn, unlock, waitForSync } from './support/studio.ts'
import { useSuite } from './support/suite.ts'

const suite = useSuite()

type PictureFile = { name: string; mimeType: string; buffer: Buffer }

/** A picture drawn by the page itself: noise of `width` by `height` pixels, its left half clear. */
async function drawPng(page: Page, width: number, height: number): Promise<PictureFile> {
  const bytes = await page.evaluate(
    async size => {
      const canvas = new OffscreenCanvas(size.width, size.height)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no context')
      for (let x = size.width / 2; x < size.width; x += 20) {
        context.fillStyle = `hsl(${x % 360} 70% 50%)`
        context.fillRect(x, 0, 20, size.height)
      }
      const file = await canvas.convertToBlob({ type: 'image/png' })
      return [...new Uint8Array(await file.arrayBuffer())]
    },
    { width, height },
  )
  return { name: 'picture.png', mimeType: 'image/png', buffer: Buffer.from(bytes) }
}

async function choose(page: Page, scope: Locator, button: string, file: PictureFile): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    scope.getByRole('button', { name: button, exact: true }).click(),
  ])
  await chooser.setFiles(file)
}

/** The pixels that an `<img>` really shows, once it has loaded. */
async function shownSize(image: Locator): Promise<string> {
  await image.first().waitFor()
  return image.first().evaluate(async element => {
    const picture = element as HTMLImageElement
    await picture.decode()
    return `${picture.naturalWidth}x${picture.naturalHeight}`
  })
}

const photoOf = (page: Page) => page.getByRole('img', { name: 'Photo of Keeper of Quiet Kiln' })
const logoOf = (page: Page) => page.getByRole('img', { name: 'Logo of Quiet Kiln' })

/** A studio with one creator, her page open. */
async function openStudio() {
  const device = await suite.open()
  await foundStudio(device.page, suite.relay())
  await addCreator(device.page, exampleCreator('Quiet Kiln'))
  return device
}

async function openForm(page: Page): Promise<Locator> {
  await press(page, 'Edit')
  return page.getByRole('dialog', { name: 'Edit Quiet Kiln' })
}

describe('a photo', () => {
  test('chosen on the form is made small, shown on the page and in the list, and found again after a lock and on another device', async () => {
    const { page, passkeys } = await openStudio()
    const file = await drawPng(page, 1200, 900)
    const form = await openForm(page)
    await choose(page, form, 'Choose photo', file)
    expect(await shownSize(form.getByRole('group', { name: 'Photo' }).locator('img'))).toBe('512x384')
    await form.getByRole('button', { name: 'Save', exact: true }).click()
    expect(await shownSize(photoOf(page))).toBe('512x384')
    await searchFor(page, 'Quiet Kiln')
    expect(await shownSize(rowOf(page, 'Quiet Kiln').locator('img'))).toBe('512x384')

    await lock(page)
    expect(await page.locator('img[src^="blob:"]').count()).toBe(0)
    await unlock(page)
    await openCreator(page, 'Quiet Kiln')
    expect(await shownSize(photoOf(page))).toBe('512x384')

    await waitForSync(page, 'Synced')
    const other = await suite.open(passkeys)
    await signIn(other.page, suite.relay())
    await openCreator(other.page, 'Quiet Kiln')
    expect(await shownSize(photoOf(other.page))).toBe('512x384')
  })

  test('chosen for a new creator is kept with it', async () => {
    const { page } = await suite.open()
    await foundStudio(page, suite.relay())
    const file = await drawPng(page, 300, 200)
    await page.getByRole('link', { name: 'Creators', exact: true }).first().click()
    await page.getByRole('button', { name: 'New creator' }).first().click()
    const form = page.getByRole('dialog', { name: 'New creator' })
    for (const [label, value] of [
      ['Name', 'Keeper of Quiet Kiln'],
      ['Email', 'kiln@creators.example'],
      ['Brand', 'Quiet Kiln'],
      ['Niche', 'Ceramics'],
    ] as const) {
      await form.getByRole('textbox', { name: label, exact: true }).fill(value)
    }
    await choose(page, form, 'Choose photo', file)
    await form.getByRole('button', { name: 'Save', exact: true }).click()
    expect(await shownSize(photoOf(page))).toBe('300x200')
  })
})

describe('a logo', () => {
  test('is changed and removed on the page, undone, and the history says so without its inner value', async () => {
    const { page } = await openStudio()
    const overview = page.getByRole('tabpanel')
    await choose(page, overview, 'Choose logo', await drawPng(page, 640, 320))
    await page.getByText('Logo saved').first().waitFor()
    expect(await shownSize(logoOf(page))).toBe('512x256')
    const clear = await logoOf(page).evaluate(async element => {
      const canvas = new OffscreenCanvas(1, 1)
      const context = canvas.getContext('2d')
      context?.drawImage(element as HTMLImageElement, 0, 0)
      return context?.getImageData(0, 0, 1, 1).data[3]
    })
    expect(clear).toBe(0)

    await overview.getByRole('button', { name: 'Remove logo', exact: true }).click()
    await logoOf(page).waitFor({ state: 'detached' })
    await press(page, 'Undo')
    expect(await shownSize(logoOf(page))).toBe('512x256')

    await page.getByRole('tab', { name: 'History' }).click()
    const change = page.getByRole('tabpanel').locator('dl > div').filter({ hasText: 'Logo' })
    await expect.poll(() => change.allInnerTexts()).toContain('Logo\nremoved')
    expect((await change.allInnerTexts()).join(' ')).not.toMatch(/blob|webp|512/)
  })

  test('as an SVG is drawn sharp, and runs nothing', async () => {
    const { page } = await openStudio()
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="12" onload="document.title='ran'"><script>alert(1)</script><circle cx="6" cy="6" r="5"/></svg>`
    await choose(page, page.getByRole('tabpanel'), 'Choose logo', {
      name: 'logo.svg',
      mimeType: 'image/svg+xml',
      buffer: Buffer.from(drawing),
    })
    expect(await shownSize(logoOf(page))).toBe('512x256')
    expect(await page.title()).not.toBe('ran')
  })
})

test('a text file named .png is refused with words, and nothing that stood there is lost', async () => {
  const { page } = await openStudio()
  const overview = page.getByRole('tabpanel')
  await choose(page, overview, 'Choose photo', await drawPng(page, 300, 200))
  expect(await shownSize(photoOf(page))).toBe('300x200')
  const words = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('not a picture at all') }
  const refusal = 'This file cannot be read as a picture.'

  await choose(page, overview, 'Choose photo', words)
  await overview.getByText(refusal, { exact: false }).waitFor()
  expect(await shownSize(photoOf(page))).toBe('300x200')

  const form = await openForm(page)
  await form.getByRole('textbox', { name: 'Tagline' }).fill('Clay, slowly')
  await choose(page, form, 'Choose photo', words)
  await form.getByText(refusal, { exact: false }).waitFor()
  expect(await shownSize(form.getByRole('group', { name: 'Photo' }).locator('img'))).toBe('300x200')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Clay, slowly').first().waitFor()
  expect(await shownSize(photoOf(page))).toBe('300x200')
})

test('a picture is taken when it is dropped or pasted', async () => {
  const { page } = await openStudio()
  const group = page.getByRole('tabpanel').getByRole('group', { name: 'Photo' })
  const offer = async (kind: 'drop' | 'paste', width: number) => {
    const { buffer } = await drawPng(page, width, 100)
    await group.getByRole('button', { name: 'Choose photo' }).evaluate(
      (button, offered) => {
        const files = new DataTransfer()
        files.items.add(new File([Uint8Array.from(offered.bytes)], 'picture.png', { type: 'image/png' }))
        const event =
          offered.kind === 'drop'
            ? new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: files })
            : new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: files })
        button.dispatchEvent(event)
      },
      { kind, bytes: [...buffer] },
    )
  }
  await offer('drop', 200)
  await expect.poll(() => shownSize(photoOf(page))).toBe('200x100')
  await offer('paste', 400)
  await expect.poll(() => shownSize(photoOf(page))).toBe('400x100')
})
