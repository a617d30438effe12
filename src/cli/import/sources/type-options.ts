// Reads the meaning of course-discovery's UUIDs of types from the answer to `OPTIONS /api/v1/courses/`.
import { z } from 'zod';
import type { TypeOption, TypeOptions } from '../../../changes/import/imported-course';

const option = z.object({
  uuid: z.string().toLowerCase(),
  name: z.string(),
  course_run_types: z
    .array(
      z.object({ uuid: z.string().toLowerCase(), name: z.string(), modes: z.array(z.string()).nullish() }),
    )
    .nullish(),
});
const options = z.array(option);
/** Under `POST` for users who may create courses, under `PUT` for an existing one. */
const answer = z.object({
  actions: z.record(z.string(), z.object({ type: z.object({ type_options: options }) })),
});

/** The types of the answer, or of its list alone. Throws for anything else. */
export function readTypeOptions(json: unknown): TypeOptions {
  const listed =
    options.safeParse(json).data ??
    Object.values(answer.safeParse(json).data?.actions ?? {})[0]?.type.type_options;
  if (!listed) throw new Error('There are no type_options in it; are you allowed to make courses there?');
  const courseRunTypes = new Map<string, TypeOption>();
  for (const { uuid, name, modes } of listed.flatMap((type) => type.course_run_types ?? [])) {
    courseRunTypes.set(uuid, { name, modes: modes ?? undefined });
  }
  return { courseTypes: new Map(listed.map(({ uuid, name }) => [uuid, { name }])), courseRunTypes };
}
