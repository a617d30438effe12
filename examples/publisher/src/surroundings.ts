// What holds for every form: where the viewer may do what, and the figures of the rules.
import { useQuery } from '@tanstack/react-query';
import { ask } from './ask';
import { Surroundings } from './documents';
import type { Permission } from './generated/graphql';

export function useSurroundings() {
  const { data } = useQuery({
    queryKey: ['surroundings'],
    queryFn: () => ask(Surroundings, {}),
    staleTime: Infinity,
  });
  const organizations = data?.organizations ?? [];
  return {
    organizations,
    policy: data?.policy,
    /** Whether the viewer may do that in the organization. */
    may: (permission: Permission, organization: string): boolean =>
      organizations.some((one) => one.organization === organization && one.permissions.includes(permission)),
  };
}
