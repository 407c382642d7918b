/** What a photo or logo is made before it is sealed: small enough for a list of thousands, large enough for a page's head. */
export const imageEdgeMax = 512

/** Far below what one entry may hold; a photo of 512 pixels needs a tenth of it. */
export const imageBytesMax = 512_000

/** No SVG and nothing else that could hold script: what another device stored is shown only as one of these. */
const imageTypes: ReadonlySet<string> = new Set(['image/webp', 'image/png', 'image/jpeg'])

export function isShownImageType(type: string): boolean {
  return imageTypes.has(type)
}
