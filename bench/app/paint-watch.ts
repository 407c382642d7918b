import type { Page } from 'playwright-core'

/**
 * In the page: the time from each key or click to the frame in which the list stood as it then stayed. The end of a frame is
 * the first task after its animation callbacks.
 */
export async function watchPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    // Methods and no named arrows: esbuild wraps those in a helper of its own, which the page does not have.
    const watch = {
      startedAt: 0,
      paintedAt: 0,
      handleEvent(event: Event) {
        watch.startedAt = event.timeStamp
        watch.paintedAt = 0
        watch.awaitPaint()
      },
      awaitPaint() {
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.addEventListener('message', () => (watch.paintedAt = performance.now()))
          channel.port1.start()
          channel.port2.postMessage(null)
        })
      },
    }
    addEventListener('keydown', watch, true)
    addEventListener('click', watch, true)
    const list = document.querySelector('[role="grid"]')?.parentElement ?? document.body
    const changes = { subtree: true, childList: true, attributes: true }
    new MutationObserver(() => watch.awaitPaint()).observe(list, changes)
    Object.assign(window, { paintWatch: watch })
  })
}

declare global {
  interface Window {
    paintWatch: { startedAt: number; paintedAt: number }
  }
}

const settledAfterMs = 250

/** Does it, lets the list settle, and answers how long the list took. */
export async function timePaint(page: Page, action: () => Promise<void>): Promise<number> {
  await action()
  await page.waitForTimeout(settledAfterMs)
  return page.evaluate(() => window.paintWatch.paintedAt - window.paintWatch.startedAt)
}
