const acceptedByName = new Map<string, boolean>()
let spellingByLowerCase: ReadonlyMap<string, string> | undefined

/** [D13] An IANA zone in its own spelling, or null. UTC offsets are no zones: they know no summer time. */
export function ianaZone(text: string): string | null {
  const name = text.replaceAll(' ', '_')
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return null
  spellingByLowerCase ??= new Map([...timeZones(), 'GMT'].map(zone => [zone.toLowerCase(), zone]))
  const spelling = spellingByLowerCase.get(name.toLowerCase())
  if (spelling !== undefined) return spelling
  return isAccepted(name) ? name : null
}

/** Every zone that this runtime lists, and UTC, which some leave out. */
export function timeZones(): string[] {
  return [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
}

/** Links such as Asia/Kolkata are not listed everywhere, and are taken everywhere. */
function isAccepted(name: string): boolean {
  const known = acceptedByName.get(name)
  if (known !== undefined) return known
  let accepted = true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    accepted = false
  }
  // Bounded: names come from files too.
  if (acceptedByName.size < 2_000) acceptedByName.set(name, accepted)
  return accepted
}
