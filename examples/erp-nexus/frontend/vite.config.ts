import { defineConfig } from 'vite';

/** While developing, Vite does what the reverse proxy does: /api/x goes to the gateway as /x. */
const proxy = {
  '/api': { target: 'http://127.0.0.1:5001', rewrite: (path: string) => path.replace(/^\/api/, '') },
};

export default defineConfig({
  // Nothing inline, neither scripts nor data: URLs: the pages are served with `default-src 'self'`.
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { proxy },
  preview: { proxy },
});
