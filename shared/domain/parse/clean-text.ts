const lineBreaks = /\r\n?|\u2028|\u2029/g
// C0 and C1 controls but tab and line feed; noncharacters cannot be typed and break some readers of exports.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g
const loneSurrogates = /\p{Surrogate}/gu

/** [D3] Well-formed, composed (NFC), without control characters, trimmed; line breaks are line feeds. */
export function cleanText(text: string): string {
  return text
    .replaceAll(lineBreaks, '\n')
    .replaceAll(loneSurrogates, '\ufffd')
    .replaceAll(controls, '')
    .normalize('NFC')
    .trim()
}

/** [D4] The same on one line: every run of white space is one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replaceAll(/\s+/g, ' ')
}
