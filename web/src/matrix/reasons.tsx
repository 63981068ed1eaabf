import type { MatrixAct, MatrixRole } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import css from './matrix.module.css';

type Said = { zh: string; en: string };
type Props = {
  roles: readonly MatrixRole[];
  acts: readonly MatrixAct[];
  say: (words: Said) => string;
};

/** Who excludes more than these excludes everybody (rules.md §10.3). */
const administrators = 3;

/** Each role in words: what it is for, how far it reaches, what it may not be joined with, and each act with its reason. */
export const Reasons = ({ roles, acts, say }: Props) => {
  const { t } = useTranslation('matrix');
  const { t: common } = useTranslation();
  return (
    <section className={css.reasons} aria-label={t('reasons')}>
      <h2>{t('reasons')}</h2>
      <ul className={css.cards}>
        {roles.map((one) => {
          const held = acts.filter(({ act }) => one.acts.includes(act));
          return (
            <li key={one.role} className={css.card}>
              <h3>
                {common(`role.${one.role}`)}{' '}
                <span className={css.quiet}>{t('people', { count: one.people })}</span>
              </h3>
              <p>{say(one.why)}</p>
              <p className={css.source}>{one.source}</p>
              <p className={css.quiet}>
                {t(one.acts.includes('warnings.read') ? `reach.${one.reach}` : 'reach.none')}
                {t(one.excludes.length > administrators ? 'excludesAll' : 'excludesThree')}
              </p>
              {held.length === 0 ? (
                <p className={css.quiet}>{t('nothing')}</p>
              ) : (
                <ul className={css.acts}>
                  {held.map(({ act, name, why, source }) => (
                    <li key={act}>
                      <strong>{say(name)}</strong>
                      <span>{say(why)}</span>
                      <span className={css.source}>{source}</span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
