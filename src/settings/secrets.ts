// Declares which settings are secrets and which values are too well known, and conceals secrets in output.
import { issuersOf } from './identity';
import type { JwtAuth } from './identity';
import { parsedUrl } from './kinds';
import type { Settings } from './settings';

/** Each can also be read from the file that its name with `_FILE` gives, and is concealed in logs. */
export const SECRETS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_DIRECT_URL',
  'DATABASE_READ_URL',
  'DATABASE_PASSWORD',
  'JWT_AUTH',
  'ROUTER_SECRETS',
  'DOWNSTREAM_OAUTH_CLIENT_SECRET',
  'WOOCOMMERCE_SECRET',
  'EVENTS_URL',
  'EVENTS_REDIS_URL',
  'FOLLOW_EVENTS_REDIS_URL',
  'LOG_HASH_KEY',
  'DISCOVERY_TOKEN',
  'DISCOVERY_OAUTH_CLIENT_SECRET',
] as const satisfies readonly (keyof Settings)[];

/** Placeholders for secrets in documentation, templates and Open edX's devstack. */
const WELL_KNOWN =
  /^((change|set|replace|fill)[-_]?(me|this|in|it)\b.*|your[-_].*|x+|\*+|\d{1,8}|test|example|default|admin|root|postgres|redis|edx(app)?|openedx|track-?types|(my-?)?(secret|password|pass|passwd)\d*|lms-secret|.*insecure.*|.*(-backend-service|-sso)-(key|secret)|<.*>|\{\{.*\}\})$/i;

/** Whether anybody could guess one of the secrets; for a URL, its password. */
export const isWellKnown = (setting: Secret): boolean =>
  valuesIn(setting).some((value) => WELL_KNOWN.test(parsedUrl(value) ? passwordIn(value) : value));

type Secret = string | readonly string[] | JwtAuth | undefined;

/** A password in anything that looks like a URL, with the part in front of it. */
const PASSWORD_IN_URL = /(\w:\/\/[^\s"'/?#@:]*:)[^\s"'/?#]*@/g;

/** Anything shorter is not concealed: it would also occur in other words. */
const MIN_LENGTH = 6;
/** What is no word in the path or query of a URL: web hooks have their secret there. */
const TOKEN = /^(?=.*\d).{16,}$/;

/** A function that replaces each secret in a text with `[secret]`, even inside JSON, a URL, a form or HTML. */
export function concealing(secrets: readonly Secret[]): (text: string) => string {
  const parts = secrets.flatMap(valuesIn).flatMap((value) => [value, ...partsOf(value)]);
  const forms = new Set(parts.flatMap(formsOf));
  const longestFirst = [...forms]
    .filter((form) => form.length >= MIN_LENGTH)
    .sort((one, other) => other.length - one.length);
  const withoutSecrets = (text: string) =>
    longestFirst.reduce((rest, form) => rest.replaceAll(form, '[secret]'), text);
  return (text) => withoutSecrets(text).replaceAll(PASSWORD_IN_URL, '$1[secret]@');
}

/**
 * Plain, in JSON, in JSON that a text in JSON quotes, in a URL, in a form, and in HTML, also of JSON: a page that refuses
 * a login may show the request, and an error may quote such a page.
 */
const formsOf = (part: string): string[] => {
  const json = inJson(part);
  const encoded = [encodeURIComponent(part), new URLSearchParams([['', part]]).toString().slice(1)];
  return [
    ...[part, json, inPythonsJson(json), json.replaceAll('/', '\\/'), part.replaceAll('\\', '\\\\')].flatMap(
      (text) => [text, inJson(text), inJson(inJson(text))],
    ),
    ...[...encoded, ...encoded.map(inLowerCase)],
    ...[part, json].flatMap((text) => ['&#39;', '&#x27;', '&apos;'].map((quote) => inHtml(text, quote))),
  ];
};

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Python escapes all but ASCII. */
const inPythonsJson = (json: string): string =>
  json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The same encoding as some other systems write it. */
const inLowerCase = (encoded: string): string =>
  encoded.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

const inHtml = (text: string, quote: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", quote);

function valuesIn(secret: Secret): readonly string[] {
  if (secret === undefined) return [];
  if (typeof secret === 'string') return [secret];
  return 'JWT_ISSUERS' in secret ? issuersOf(secret).flatMap((issuer) => issuer.secret ?? []) : secret;
}

/** The parts of a URL that are secret by themselves. */
function partsOf(value: string): string[] {
  const url = parsedUrl(value);
  return url ? [...passwordsOf(value), url.search && url.pathname + url.search, ...tokensIn(url)] : [];
}

/** A database's URL has the database's name and options in these places, which messages show. */
function tokensIn({ protocol, pathname, search, searchParams }: URL): string[] {
  if (!/^https?:$/.test(protocol)) return [];
  const tokens = [...pathname.split('/'), ...searchParams.values()].filter((text) => TOKEN.test(text));
  return [...search.slice(1).split('&'), ...tokens];
}

/** Returns the password of a URL, as written and decoded; nothing for any other text. */
export const passwordsOf = (value: string): string[] =>
  [parsedUrl(value)?.password ?? '', passwordIn(value)].filter(Boolean);

function passwordIn(url: string): string {
  const password = parsedUrl(url)?.password ?? '';
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
