import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstPaintPlugin } from './vite.firstpaint.ts'

// The browser's part is built once and served as files: hashed names, one chunk for each page, antd only in the pages where people work.
export default defineConfig({
  root: 'src/web',
  plugins: [react(), firstPaintPlugin()],
  // The server puts a fresh one in its place in every page it sends (kernel/security.ts).
  html: { cspNonce: 'nonce-of-this-answer' },
  build: {
    outDir: '../../dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:8020', '/openapi.json': 'http://127.0.0.1:8020', '/docs': 'http://127.0.0.1:8020' },
  },
})
