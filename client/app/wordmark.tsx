/** The app's mark: a wave that lifts off. */
export function Wordmark() {
  return <img src="/favicon.svg" alt="" width={24} height={24} className="size-6 shrink-0 rounded-sm" />
}
