/** What the key beside the space bar is called here. */
export const commandKeyLabel = /mac|iphone|ipad/i.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : 'Ctrl'
