// The kinds of values of settings. An error says what was expected.
import { z } from 'zod';

/** A whole number. */
export const between = (from: number, to: number) => {
  const error = `a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};
/** A port; 0 picks a free one. */
export const port = (fallback: number) => between(0, 65_535).default(fallback);
/** On or off. */
export const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'])
  .transform((text) => ['true', '1', 'on'].includes(text));
/** A URL with one of these protocols, each with its colon. The error repeats no part of it. */
export const url = (...protocols: string[]) =>
  z.string().superRefine((text, context) => {
    const mistake = mistakeIn(text, protocols);
    if (mistake) context.addIssue({ code: 'custom', message: mistake });
  });

/** Parses a URL, including libpq's form without a host, for a socket; null if it is malformed. */
export function parsedUrl(text: string): URL | null {
  const whole = text.replace(/^(\w+:\/\/[^/?#]*@)(?=[/?#]|$)/, '$1socket');
  return URL.canParse(whole) ? new URL(whole) : null;
}

function mistakeIn(text: string, protocols: readonly string[]): string | undefined {
  const hasUser = !protocols.includes('https:');
  if (!protocols.some((protocol) => text.startsWith(`${protocol}//`)))
    return `a URL with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`;
  if (/%(?![0-9a-f]{2})/i.test(text)) return 'a URL in which % is written as %25';
  // An unescaped one would end the password: the rest would be read, and shown, as a path.
  if (!parsedUrl(text) || (hasUser && /^\w+:\/\/[^/?#]*[/?#].*@/.test(text)))
    return 'not a valid URL; in a user name or password write / as %2F, ? as %3F, # as %23, @ as %40 and : as %3A';
  return undefined;
}
/** A whole number with a default. */
export const count = (from: number, to: number, fallback: number) => between(from, to).default(fallback);
/** Origins, separated by commas or as a JSON list, which is how a list from the YAML file arrives. */
export const origins = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,[\]"]+/).filter(Boolean))
  .refine((all) => all.every((one) => URL.canParse(one) && new URL(one).origin === one), {
    error: 'origins such as https://publisher.example.com, without a path',
  });

/** Lists the valid values instead of only refusing this one; leaves out the synonyms of true and false. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_value') return issue.message;
  const values = issue.values.map(String);
  const isFlag = values.includes('true');
  return `use ${values.filter((value) => !isFlag || !/^(0|1|on|off)$/.test(value)).join(' or ')}`;
}
