// GraphQL over HTTP, as the specification's own audits see it.
import { auditServer, type AuditResult } from 'graphql-http';
import { useTestApp } from '../support/app';

const app = useTestApp();

/** Runs every audit with these extra headers; returns the results by id. */
async function audit(headers: Record<string, string>): Promise<Map<string, AuditResult>> {
  const fetchFn = (url: string, init: { headers?: Record<string, string> } = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, ...headers } });
  const results = await auditServer({ url: app.url, fetchFn });
  return new Map(results.map((result) => [result.id, result]));
}

const idsOf = (results: Map<string, AuditResult>, status: AuditResult['status']) =>
  [...results].filter(([, result]) => result.status === status).map(([id]) => id);

test('a client that identifies itself passes all audits except three that expect 200 although nothing ran', async () => {
  const results = await audit({ 'apollo-require-preflight': 'true' });

  expect(idsOf(results, 'error')).toEqual([]);
  expect(idsOf(results, 'notice')).toEqual([]);
  expect(idsOf(results, 'warn').sort()).toEqual(['572B', '7B9B', 'FDE2']);
  expect(idsOf(results, 'ok')).toHaveLength(58);
});

test('a page of another site cannot use GET, which the specification allows', async () => {
  const results = await audit({});

  expect(idsOf(results, 'error')).toEqual([]);
  expect(idsOf(results, 'notice')).toHaveLength(3);
  expect(idsOf(results, 'warn').sort()).toEqual(['572B', '7B9B', 'FDE2']);
});
