import type { Locator, Page } from 'playwright-core'
import { goTo, press } from './studio.ts'

export type NewCreator = { name: string; email: string; brand: string; niche?: string; stage?: string; tags?: string[] }

export function exampleCreator(brand: string): NewCreator {
  const handle = brand.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')
  return { name: `Keeper of ${brand}`, email: `${handle}@creators.example`, brand, niche: 'Ceramics' }
}

/** By the form. Ends on the creator's page. */
export async function addCreator(page: Page, creator: NewCreator): Promise<void> {
  await goTo(page, 'Creators')
  await page.getByRole('button', { name: 'New creator' }).first().click()
  const form = page.getByRole('dialog', { name: 'New creator' })
  await form.getByRole('textbox', { name: 'Name', exact: true }).fill(creator.name)
  await form.getByRole('textbox', { name: 'Email', exact: true }).fill(creator.email)
  await form.getByRole('textbox', { name: 'Brand', exact: true }).fill(creator.brand)
  await fillNiche(form, creator.niche ?? 'Ceramics')
  await form.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('heading', { name: creator.brand, level: 1 }).waitFor()
}

async function fillNiche(form: Locator, niche: string): Promise<void> {
  await form.getByRole('textbox', { name: 'Niche' }).fill(niche)
}

export async function openCreator(page: Page, brand: string): Promise<void> {
  await searchFor(page, brand)
  await rowOf(page, brand).getByRole('link').first().click()
  await page.getByRole('heading', { name: brand, level: 1 }).waitFor()
}

export async function searchFor(page: Page, text: string): Promise<void> {
  await goTo(page, 'Creators')
  await page.getByRole('searchbox', { name: 'Search creators' }).fill(text)
}

export function rowOf(page: Page, brand: string): Locator {
  return page.getByRole('grid', { name: 'Creators' }).getByRole('row').filter({ hasText: brand })
}

/** On the creator's page: presses a field, types, and leaves it. */
export async function editField(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Edit ?${label}`) }).click()
  const input = page.getByRole('textbox', { name: label, exact: true })
  await input.fill(value)
  await input.press('Control+Enter')
  await input.waitFor({ state: 'detached' })
}

/** How many rows the list says it has. */
export async function expectCount(page: Page, count: number, timeout = 30_000): Promise<void> {
  // The header is a row too.
  await page
    .getByRole('grid', { name: 'Creators' })
    .and(page.locator(`[aria-rowcount="${count + 1}"]`))
    .waitFor({ timeout })
}

export async function openImport(page: Page): Promise<void> {
  await goTo(page, 'Creators')
  await page
    .getByRole('button', { name: /^Import/ })
    .first()
    .click()
  await page.getByLabel('CSV file').first().waitFor({ state: 'attached' })
}

export async function chooseFile(page: Page, file: string | { name: string; content: string | Buffer }): Promise<void> {
  const input = page.locator('input[type=file]')
  if (typeof file === 'string') return input.setInputFiles(file)
  await input.setInputFiles({ name: file.name, mimeType: 'text/csv', buffer: Buffer.from(file.content) })
}

/** All rows of the file. Answers the counts as the screen says them. */
export async function importFile(page: Page, file: Parameters<typeof chooseFile>[1]): Promise<string> {
  await openImport(page)
  await chooseFile(page, file)
  await press(page, 'Preview')
  await press(page, 'Import rows')
  return importCounts(page)
}

export async function importCounts(page: Page): Promise<string> {
  const counts = page.getByRole('status').filter({ hasText: /\d+ created, \d+ updated, \d+ skipped, \d+ refused/ })
  await counts.waitFor({ timeout: 60_000 })
  return (await counts.innerText()).trim()
}
