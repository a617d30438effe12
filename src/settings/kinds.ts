// The kinds of values that settings take. An error says what was expected.
import { z } from 'zod';

/** A whole number. */
export const between = (from: number, to: number) => {
  const error = `a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
};
/** A port; 0 is any free one. */
export const port = (fallback: number) => between(0, 65_535).default(fallback);
/** On or off. */
export const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off'])
  .transform((text) => ['true', '1', 'on'].includes(text));
/** A URL of one of these protocols, each with its colon. */
export const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `a URL with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
/** A whole number with a default. */
export const count = (from: number, to: number, fallback: number) => between(from, to).default(fallback);
/** Origins, by commas or as a JSON list, as which a list of the YAML file comes here. */
export const origins = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,[\]"]+/).filter(Boolean))
  .refine((all) => all.every((one) => URL.canParse(one) && new URL(one).origin === one), {
    error: 'origins such as https://publisher.example.com, without a path',
  });
