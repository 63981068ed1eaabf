import type { Role } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../design/index.ts';
import css from './directory.module.css';
import { withRole } from './role-rules.ts';

type Props = {
  id: string;
  error: string | undefined;
  every: readonly Role[];
  value: readonly Role[];
  onChange: (value: readonly Role[]) => void;
};

export const RolesField = ({ id, error, every, value, onChange }: Props) => {
  const { t } = useTranslation('directory');
  const { t: common } = useTranslation();
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      className={css.roles}
      aria-describedby={error ? `${id}-error` : `${id}-hint`}
    >
      <legend>{t('person.roles')}</legend>
      <div>
        {every.map((role) => (
          <Checkbox
            key={role}
            label={common(`role.${role}`)}
            checked={value.includes(role)}
            onChange={({ target }) => onChange(withRole(value, role, target.checked))}
          />
        ))}
      </div>
      <p id={`${id}-hint`} className={css.hint}>
        {t('person.rolesHint')}
      </p>
      {error && (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
};
