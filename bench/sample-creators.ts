import type { CreatorValues } from '#shared/domain/row.ts'

const firstNames = [
  'Amara',
  'Björn',
  'Chloé',
  'Diego',
  'Esi',
  'Farid',
  'Grace',
  'Hana',
  'Ines',
  'Jonas',
  'Kaya',
  'Liam',
]
const lastNames = ['Kowalska', 'Santos', 'Okafor', 'Nguyen', 'Haddad', 'Larsen', 'Moreau', 'Tanaka', 'Silva', 'Weber']
const brandWords = ['Paper', 'Salt', 'Cloud', 'Velvet', 'Copper', 'Juniper', 'Harbor', 'Lemon', 'Onyx', 'Meadow']
const brandThings = ['Table', 'Garden', 'Studio', 'Works', 'Club', 'Supply', 'Kitchen', 'Atelier', 'Press', 'Room']
const niches = [
  'Vegan food',
  'K-pop commentary',
  'Slow fashion',
  'Trail running',
  'Home repair',
  'Indie games',
  'Skin care',
]
const places = ['New York, US', 'São Paulo, BR', 'Manila, PH', 'Lagos, NG', 'Oslo, NO', 'Osaka, JP']
const zones = ['America/New_York', 'America/Sao_Paulo', 'Asia/Manila', 'Africa/Lagos', 'Europe/Oslo', 'Asia/Tokyo']
const stages = ['ONBOARDING', 'BRAND_BUILDING', 'LAUNCH', 'LIVE', 'PAUSED', 'CLOSED'] as const
const tags = ['VIP', 'needs photos', 'EU', 'US', 'agency', 'referral', 'merch', 'podcast']

/** The same creators for the same numbers: both sides of a comparison hold the same records. */
export function sampleCreators(from: number, count: number): CreatorValues[] {
  return Array.from({ length: count }, (_, index) => sampleCreator(from + index))
}

function sampleCreator(number: number): CreatorValues {
  const pick = <Value>(values: readonly [Value, ...Value[]] | readonly Value[], salt: number): Value =>
    values[mix(number, salt) % values.length] as Value
  const handle = `${pick(brandWords, 1)}${pick(brandThings, 2)}${number}`.toLowerCase()
  const place = mix(number, 3)
  return {
    creatorName: `${pick(firstNames, 4)} ${pick(lastNames, 5)}`,
    creatorEmail: `${handle}@example.com`,
    creatorPhone: `+1212555${String(mix(number, 6) % 10_000).padStart(4, '0')}`,
    creatorLocation: places[place % places.length],
    creatorTimezone: zones[place % zones.length],
    brandName: `${pick(brandWords, 1)} ${pick(brandThings, 2)} ${number}`,
    brandTagline: 'Made slowly, worn for years',
    brandNiche: pick(niches, 7),
    brandWebsite: `https://${handle}.example.com`,
    brandDescription: `A brand about ${pick(niches, 7).toLowerCase()} for people who would rather own one good thing.`,
    journeyStatus: pick(stages, 8),
    priorityLevel: 1 + (mix(number, 9) % 5),
    instagramHandle: `@${handle}`,
    nextFollowUpDate: `2026-${twoDigits(1 + (mix(number, 10) % 12))}-${twoDigits(1 + (mix(number, 11) % 28))}`,
    lastContactedDate: `2026-${twoDigits(1 + (mix(number, 12) % 12))}-${twoDigits(1 + (mix(number, 13) % 28))}`,
    communicationNotes: `Prefers mornings. Asked about merch and a budget of ${mix(number, 14) % 9_000} for the first run; sends drafts late.`,
    internalNotes: 'Met at the spring fair.',
    tags: [...new Set([pick(tags, 15), pick(tags, 16)])],
  }
}

/** Numerical Recipes' generator, one step: spread well enough for names. */
function mix(number: number, salt: number): number {
  return (Math.imul(number * 31 + salt, 1_664_525) + 1_013_904_223) >>> 8
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
