const number = new Intl.NumberFormat('en')

/** `1 creator`, `1,200 creators`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${number.format(count)} ${count === 1 ? one : many}`
}
