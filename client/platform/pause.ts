import { after } from './clock.ts'

/** Lets the page paint and answer between two slices of long work. */
export function pause(): Promise<void> {
  return new Promise(resolve => {
    after(0, resolve)
  })
}
