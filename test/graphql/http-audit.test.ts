// GraphQL over HTTP, as its specification's own audits see it.
import { auditServer, type AuditResult } from 'graphql-http';
import { useTestApp } from '../support/app';

const app = useTestApp();

/** Asks every audit with these headers beside its own; answers their results by id. */
async function audit(headers: Record<string, string>): Promise<Map<string, AuditResult>> {
  const fetchFn = (url: string, init: { headers?: Record<string, string> } = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, ...headers } });
  const results = await auditServer({ url: app.url, fetchFn });
  return new Map(results.map((result) => [result.id, result]));
}

const idsOf = (results: Map<string, AuditResult>, status: AuditResult['status']) =>
  [...results].filter(([, result]) => result.status === status).map(([id]) => id);

test('a client that says who it is passes all, but for three that ask for 200 where nothing was executed', async () => {
  const results = await audit({ 'apollo-require-preflight': 'true' });

  expect(idsOf(results, 'error')).toEqual([]);
  expect(idsOf(results, 'notice')).toEqual([]);
  expect(idsOf(results, 'warn').sort()).toEqual(['572B', '7B9B', 'FDE2']);
  expect(idsOf(results, 'ok')).toHaveLength(58);
});

test('a page of another site is kept from asking by GET, which the specification allows', async () => {
  const results = await audit({});

  expect(idsOf(results, 'error')).toEqual([]);
  expect(idsOf(results, 'notice')).toHaveLength(3);
  expect(idsOf(results, 'warn').sort()).toEqual(['572B', '7B9B', 'FDE2']);
});
