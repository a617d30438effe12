// Serves the form, and hands what it asks on to the API: the browser sees one origin, as behind a gateway of one's own.
import { defineConfig } from 'vite';

const target = process.env['TRACK_TYPES_URL'] ?? 'http://127.0.0.1:4001';
// The Host stays that of the page: the API takes cookies from no other origin.
const proxy = { '/graphql': { target, changeOrigin: false } };

export default defineConfig({
  // One media query of Paragon's stylesheet is not valid CSS; it comes minified already.
  build: { cssMinify: false },
  server: { host: '127.0.0.1', port: 4005, proxy },
  preview: { host: '127.0.0.1', port: 4005, proxy },
});
