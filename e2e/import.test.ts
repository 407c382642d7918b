import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { chooseFile, expectCount, importCounts, importFile, openImport, rowOf, searchFor } from './support/creators.ts'
import { foundStudio, goTo, press, unlock, waitForSync } from './support/studio.ts'
import { useSuite } from './support/suite.ts'

const suite = useSuite()
const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const header = 'Name,Email,Brand,Niche'

async function openStudio(): Promise<Page> {
  const { page } = await suite.open()
  await foundStudio(page, suite.relay())
  return page
}

describe('a list from another app', () => {
  test('of a thousand creators comes in, and one undo takes all of it back', async () => {
    const page = await openStudio()
    const counts = await importFile(page, fixture('creators-1000.csv'))
    // Two of the thousand lines are one person.
    expect(counts).toBe('999 created, 0 updated, 1 skipped, 0 refused')
    await page.getByRole('link', { name: 'See creators' }).click()
    await expectCount(page, 999)
    await waitForSync(page, 'Synced', 60_000)
    await page.keyboard.press('ControlOrMeta+z')
    await page.getByText('No active creators').waitFor({ timeout: 60_000 })
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expectCount(page, 999, 60_000)
  })

  test('that is messy: columns matched by header and content, refusals with line and reason, repeats skipped', async () => {
    const page = await openStudio()
    await openImport(page)
    await chooseFile(page, fixture('creators-messy.csv'))
    const fieldOf = (column: string) => page.getByRole('combobox', { name: `Field for ${column}` })
    await fieldOf('Brand / Project').waitFor()
    const matched = async (column: string) =>
      fieldOf(column).evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text)
    expect(await matched('Brand / Project')).toBe('Brand')
    expect(await matched('Full Name')).toBe('Name')
    expect(await matched('E-mail address')).toBe('Email')
    expect(await matched('Category')).toBe('Niche')
    expect(await matched('Last touch (dd/mm)')).toBe('Last contact')
    await press(page, 'Preview')
    await page.getByRole('table', { name: 'Rows of the file' }).waitFor()
    await page.getByRole('button', { name: /^Refused/ }).click()
    const refused = page
      .getByRole('table', { name: 'Rows of the file' })
      .getByRole('row')
      .filter({ hasText: 'not an email address' })
    expect(await refused.first().innerText()).toMatch(/^\d+\s+Refused/)
    await press(page, 'Import rows')
    const counts = await importCounts(page)
    const [, created = 0, skipped = 0, refusals = 0] = (
      /^(\d+) created, 0 updated, (\d+) skipped, (\d+) refused$/.exec(counts) ?? []
    ).map(Number)
    expect(created).toBeGreaterThan(200)
    expect(skipped).toBeGreaterThan(0)
    expect(refusals).toBeGreaterThan(0)
    await searchFor(page, 'HYPERLINK')
    await rowOf(page, '=HYPERLINK("http://evil.example","x")').first().waitFor()
  })

  test('comes in twice: the second time updates by email what differs and skips the rest', async () => {
    const page = await openStudio()
    const first = `${header}\nAna,ana@b.example,Kiln,Clay\nBo,bo@b.example,Loom,Wool\n`
    expect(await importFile(page, { name: 'one.csv', content: first })).toBe(
      '2 created, 0 updated, 0 skipped, 0 refused',
    )
    const second = `${header}\nAna,ANA@b.example,Kiln,Porcelain\nBo,bo@b.example,Loom,Wool\nCy,cy@b.example,Ink,Print\nCy,cy@b.example,Ink,Print\nDee,not-an-email,Oak,Wood\n`
    expect(await importFile(page, { name: 'two.csv', content: second })).toBe(
      '1 created, 1 updated, 2 skipped, 1 refused',
    )
    await press(page, 'Undo')
    await page.getByText('The import was undone.').waitFor()
    await goTo(page, 'Creators')
    await expectCount(page, 2)
    await page.getByText('Clay').waitFor()
  })
})

describe('a bad file changes nothing and is told in words', () => {
  test.each([
    ['empty', '', 'There is nothing in this file.'],
    ['binary', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 8, 0, 0xff, 0xfe, 0]), 'This is no text file.'],
    [
      'with an unclosed quote',
      `${header}\n"Ana,ana@b.example,Kiln,Clay\nBo,bo@b.example,Loom,Wool\n`,
      'A quotation mark opens on line 2 and is never closed.',
    ],
    ['of a header alone', `${header}\n`, 'There is a header, but no row below it.'],
  ])('%s', async (_kind, content, said) => {
    const page = await openStudio()
    await openImport(page)
    await chooseFile(page, { name: 'bad.csv', content })
    await page.getByText(said, { exact: false }).waitFor()
    await page.getByText('Nothing was changed.').waitFor()
  })

  test('larger than the limit, which is not even read', async () => {
    const page = await openStudio()
    await openImport(page)
    await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('input[type=file]')
      if (input === null) throw new Error('no input')
      const files = new DataTransfer()
      const megabyte = 'x'.repeat(1_048_576)
      files.items.add(
        new File(
          Array.from({ length: 90 }, () => megabyte),
          'huge.csv',
          { type: 'text/csv' },
        ),
      )
      input.files = files.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
    })
    await page.getByText('It was not read.', { exact: false }).waitFor()
  })

  test('with a header that names no field: nothing can be imported before a column is chosen', async () => {
    const page = await openStudio()
    await openImport(page)
    await chooseFile(page, { name: 'odd.csv', content: 'alpha,beta\n1,2\n' })
    await page.getByText('Left out: alpha, beta.').waitFor()
    expect(await page.getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true)
  })
})

describe('a tab that is closed in the middle of an import', () => {
  test('leaves nothing or everything behind', async () => {
    const device = await suite.open()
    await foundStudio(device.page, suite.relay())
    await openImport(device.page)
    await chooseFile(device.page, await thousandRows())
    await press(device.page, 'Preview')
    await press(device.page, 'Import rows')
    await device.page.getByRole('progressbar').waitFor()
    await device.page.close()

    const page = await device.context.newPage()
    await page.goto(`${suite.relay().origin}/creators`)
    await unlock(page)
    const empty = page.getByText('No creators yet')
    await empty.or(page.getByRole('grid', { name: 'Creators' })).waitFor()
    if (!(await empty.isVisible())) await expectCount(page, 999)
    await waitForSync(page, 'Synced', 60_000)
  })
})

async function thousandRows(): Promise<{ name: string; content: Buffer }> {
  return { name: 'creators-1000.csv', content: await readFile(fixture('creators-1000.csv')) }
}
