/** 0 (guessed at once) to 4. Dictionaries are large: they are loaded when a passphrase is chosen, and only then. */
export type StrengthMeter = (passphrase: string, own: readonly string[]) => 0 | 1 | 2 | 3 | 4

export async function loadStrengthMeter(): Promise<StrengthMeter> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  const zxcvbn = new ZxcvbnFactory({
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...english.dictionary },
  })
  return (passphrase, own) => zxcvbn.check(passphrase, [...own]).score
}
