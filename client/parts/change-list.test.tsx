// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ChangeList, shownChanges } from './change-list.tsx'
import { valueWords } from './value-words.ts'

afterEach(cleanup)

test('a change shows its field by label, what it was and what it is', () => {
  render(<ChangeList changes={{ journeyStatus: { from: 'ONBOARDING', to: 'LIVE' } }} />)
  expect(screen.getByText('Stage')).toBeTruthy()
  expect(screen.getByText('Onboarding').closest('del')).not.toBeNull()
  expect(screen.getByText('Live').closest('ins')).not.toBeNull()
})

test('markup in a value is text', () => {
  const { container } = render(
    <ChangeList changes={{ brandName: { from: null, to: '<img src=x onerror=alert(1)>' } }} />,
  )
  expect(container.querySelector('img')).toBeNull()
  expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy()
})

test('a picture was added, changed or removed: its value is not for reading', () => {
  const photo = { blob: 'b1', type: 'image/webp', width: 512, height: 384 }
  const logo = { ...photo, blob: 'b2' }
  const { container } = render(
    <ChangeList changes={{ creatorAvatar: { from: photo, to: logo }, brandLogo: { from: logo, to: null } }} />,
  )
  expect(screen.getByText('changed').closest('div')?.textContent).toBe('Photochanged')
  expect(screen.getByText('removed').closest('div')?.textContent).toBe('Logoremoved')
  expect(container.textContent).not.toContain('b1')
})

test('what commands set by themselves says nothing and is not shown', () => {
  expect(shownChanges({ updatedAt: { from: 1, to: 2 }, brandNiche: { from: '', to: null } })).toEqual([])
})

test.each([
  ['tags', ['VIP', 'New'], 'VIP, New'],
  ['isActive', false, 'No'],
  ['priorityLevel', 2, '2'],
  ['otherSocialLinks', { Blog: 'https://a.example/' }, 'Blog: https://a.example/'],
  ['fieldOfAnotherVersion', 'kept', 'kept'],
  ['brandNiche', null, ''],
  ['nextFollowUpDate', '2026-11-09', '9 Nov 2026'],
] as const)('a value of %s reads as "%s"', (field, value, expected) => {
  expect(valueWords(field, value)).toBe(expected)
})
