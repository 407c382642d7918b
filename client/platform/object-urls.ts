/** Addresses for bytes in memory, good in this page until they are revoked. */
export const objectUrls = {
  make: (bytes: Uint8Array<ArrayBuffer>, type: string): string => URL.createObjectURL(new Blob([bytes], { type })),
  revoke: (url: string): void => URL.revokeObjectURL(url),
}
