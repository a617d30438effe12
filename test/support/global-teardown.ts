// After all tests: stops and removes what the global setup made.

// jest demands the default export.
export default async function globalTeardown(): Promise<void> {
  await globalThis.stopTestServer?.();
}
