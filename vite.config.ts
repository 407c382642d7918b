import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { pwaOptions } from './pwa.config.ts'

const relayOfDevelopment = 'http://127.0.0.1:8788'

export default defineConfig({
  root: 'client',
  publicDir: '../public',
  plugins: [react(), tailwindcss(), VitePWA(pwaOptions)],
  // The default build of cbor-x makes functions from strings, which the Content-Security-Policy refuses.
  resolve: { alias: [{ find: /^cbor-x$/, replacement: 'cbor-x/index-no-eval' }] },
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2022',
    // No data: URLs: the policy allows none.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // The relay gives scripts of this name the workers' policy, which alone allows WebAssembly.
        entryFileNames: 'assets/core-worker-[hash].js',
        chunkFileNames: 'assets/core-worker-chunk-[hash].js',
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    fs: { allow: ['..'] },
    proxy: Object.fromEntries(['/api', '/healthz', '/readyz', '/.well-known'].map(path => [path, relayOfDevelopment])),
  },
})
