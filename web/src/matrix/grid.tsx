import type { MatrixAct, MatrixRole } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Hidden, Icon } from '../design/index.ts';
import css from './matrix.module.css';

type Said = { zh: string; en: string };
type Props = {
  roles: readonly MatrixRole[];
  acts: readonly MatrixAct[];
  say: (words: Said) => string;
};

/** Acts down, roles across. A phone shows the reasons by role instead. */
export const Grid = ({ roles, acts, say }: Props) => {
  const { t } = useTranslation('matrix');
  const { t: common } = useTranslation();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={css.scroll} aria-label={t('grid')} tabIndex={0}>
      <table className={css.grid}>
        <caption className={css.caption}>{t('grid')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('act')}</th>
            {roles.map(({ role }) => (
              <th key={role} scope="col" className={css.role}>
                <span>{common(`role.${role}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {acts.map(({ act, name, source }) => (
            <tr key={act}>
              <th scope="row">
                {say(name)}
                <span className={css.source}>{source}</span>
              </th>
              {roles.map(({ role, acts: held }) => (
                <td key={role} data-may={held.includes(act) || undefined}>
                  {held.includes(act) ? (
                    <>
                      <Icon name="check" />
                      <Hidden>{t('may')}</Hidden>
                    </>
                  ) : (
                    <Hidden>{t('mayNot')}</Hidden>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
