import type { VitePWAOptions } from 'vite-plugin-pwa'

const paper = '#faf8f4'

const shortcutIcons = (name: string) => [{ src: `/icons/shortcut-${name}.png`, sizes: '96x96', type: 'image/png' }]

const manifest: VitePWAOptions['manifest'] = {
  id: '/',
  name: 'Wavelaunch Studio OS',
  short_name: 'Wavelaunch',
  description: "Launch and look after creators' brands. Works offline; your data is sealed on your devices.",
  lang: 'en',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: paper,
  background_color: paper,
  categories: ['business', 'productivity'],
  icons: [
    { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: '/icons/monochrome-512.png', sizes: '512x512', type: 'image/png', purpose: 'monochrome' },
    { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ],
  shortcuts: [
    { name: 'Today', description: 'What needs you today', url: '/', icons: shortcutIcons('today') },
    { name: 'Creators', description: 'All creators', url: '/creators', icons: shortcutIcons('creators') },
    { name: 'New creator', description: 'Add a creator', url: '/creators?new=1', icons: shortcutIcons('new-creator') },
  ],
  screenshots: [
    {
      src: '/screenshots/creators-wide.png',
      sizes: '1280x800',
      type: 'image/png',
      form_factor: 'wide',
      label: 'Creators, filtered and sorted',
    },
    {
      src: '/screenshots/creators-narrow.png',
      sizes: '780x1688',
      type: 'image/png',
      form_factor: 'narrow',
      label: 'Creators on a phone',
    },
  ],
}

export const pwaOptions: Partial<VitePWAOptions> = {
  registerType: 'prompt',
  // The app registers the worker itself: the policy of the page forbids inline scripts and demands a trusted URL.
  injectRegister: false,
  manifest,
  // The glob below has them already.
  includeManifestIcons: false,
  workbox: {
    globPatterns: ['**/*.{js,css,html,wasm,woff2,svg,png}'],
    globIgnores: ['screenshots/**'],
    // Automerge's WebAssembly is 3.6 MB, and the app must open offline.
    maximumFileSizeToCacheInBytes: 6 * 1024 * 1024,
    navigateFallback: 'index.html',
    navigateFallbackDenylist: [/^\/api\//, /^\/healthz$/, /^\/readyz$/, /^\/\.well-known\//],
    cleanupOutdatedCaches: true,
    // The first visit is offline-ready at once. An update still waits until somebody accepts it.
    clientsClaim: true,
    skipWaiting: false,
    // importScripts with a plain string is refused where Trusted Types are required.
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
}
