import { expect, test } from 'vitest'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { contactLinks } from './contact-links.ts'

test('every way to reach a creator becomes a link', () => {
  const row = sampleCreator({
    creatorPhone: '+63 (917) 555-0008',
    brandWebsite: 'https://paper.example/',
    instagramHandle: '@ana',
    tiktokHandle: '@ana',
    otherSocialLinks: { Twitch: 'https://twitch.tv/ana' },
  })
  expect(contactLinks(row).map(link => link.href)).toEqual([
    'mailto:ana@example.com',
    'tel:+639175550008',
    'https://paper.example/',
    'https://instagram.com/ana',
    'https://tiktok.com/@ana',
    'https://twitch.tv/ana',
  ])
})

test('no other scheme than http and https is ever linked, whatever a row holds', () => {
  const row = sampleCreator({
    brandWebsite: 'javascript:alert(1)',
    youtubeChannel: 'data:text/html,x',
    otherSocialLinks: { Bad: ' javascript:alert(1)' },
  })
  expect(contactLinks(row).map(link => link.kind)).toEqual(['mail'])
})

test('an address cannot add headers to a mail', () => {
  const [mail] = contactLinks(sampleCreator({ creatorEmail: 'a?bcc=b@example.com' }))
  expect(mail?.href).toBe('mailto:a%3Fbcc%3Db@example.com')
})
