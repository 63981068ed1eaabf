import { type Role, roles } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { PageState } from '../design/index.ts';

const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/** Says that nothing is broken and who may. `data` is that of the contract's FORBIDDEN. */
export const Forbidden = ({ data, level = 1 }: { data: Record<string, unknown>; level?: 1 | 2 }) => {
  const { t } = useTranslation('errors');
  const { t: common } = useTranslation();
  const may = Array.isArray(data.roles) ? data.roles.filter(isRole) : [];
  return (
    <PageState icon="key" title={t('forbidden.title')} level={level}>
      <p>{t('forbidden.body')}</p>
      {may.length > 0 && (
        <p>{t('forbidden.who', { roles: may.map((role) => common(`role.${role}`)).join(' · ') })}</p>
      )}
    </PageState>
  );
};
