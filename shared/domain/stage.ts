/** The creator's journey, in its order. */
export const stages = ['ONBOARDING', 'BRAND_BUILDING', 'LAUNCH', 'LIVE', 'PAUSED', 'CLOSED'] as const
export type Stage = (typeof stages)[number]

export const stageOptions = [
  { value: 'ONBOARDING', label: 'Onboarding' },
  { value: 'BRAND_BUILDING', label: 'Brand building' },
  { value: 'LAUNCH', label: 'Launch' },
  { value: 'LIVE', label: 'Live' },
  { value: 'PAUSED', label: 'Paused' },
  { value: 'CLOSED', label: 'Closed' },
] as const
