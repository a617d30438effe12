// After all tests: stops and removes what the global setup created.

// jest demands the default export.
export default async function globalTeardown(): Promise<void> {
  await globalThis.stopTestServer?.();
}
