import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Notice } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { stepIn } from './me.ts';
import css from './role-door.module.css';

/** In a drill: into any role at a stroke. Nothing where the drill serves others, or asks for passwords. */
export const RoleDoor = () => {
  const { t } = useTranslation('session');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const router = useRouter();
  const { data: roles = [] } = useQuery({
    queryKey: ['drill', 'roles'],
    queryFn: () => client.drillDoor.roles(),
    retry: false,
  });
  const enter = useMutation({
    mutationFn: stepIn,
    onSuccess: () => router.navigate({ to: paths.home, replace: true }),
  });
  if (roles.length === 0) return null;
  return (
    <section className={css.door} aria-labelledby="role-door">
      <h2 id="role-door">{t('door.title')}</h2>
      <p>{t('door.hint')}</p>
      {enter.error !== null && <Notice kind="error">{explain(enter.error)}</Notice>}
      <ul>
        {roles.map(({ username, role, unit }) => (
          <li key={username}>
            <button type="button" disabled={enter.isPending} onClick={() => enter.mutate(username)}>
              <strong>{common(`role.${role}`)}</strong>
              <span>{unit}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
