import { levels, type OpenWork } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { ToneMark } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { toWarning } from '../paths.ts';
import css from './shifts.module.css';

/** Open warnings by level, then those that nobody may forget; names stay on the desk. */
export const OpenWorkView = ({ open }: { open: OpenWork }) => {
  const { t } = useTranslation('shifts');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const at = (instant: string) => formatInstant(instant, language, 'moment', serverNow());
  return (
    <div className={css.open}>
      <p className={css.counts}>
        {levels.map((level) => (
          <ToneMark
            key={level}
            tone={level}
            label={`${common(`level.${level}`)} ${open.byLevel[level] ?? 0}`}
          />
        ))}
        <span>{t('open.counts', { overdue: open.overdue, pending: open.pending, own: open.own })}</span>
      </p>
      {open.items.length === 0 ? (
        <p className={css.small}>{t('open.nothing')}</p>
      ) : (
        <ul className={css.items}>
          {open.items.map((item) => (
            <li key={item.id}>
              <ToneMark tone={item.level} label={common(`level.${item.level}`)} />
              <Link {...toWarning(item.id)}>{t('open.no', { no: item.no })}</Link>
              <span>{common(`state.${item.state}`)}</span>
              <span>{item.assignee ?? item.unit}</span>
              {item.due !== null && (
                <span className={item.overdue ? css.over : undefined}>
                  {t(item.overdue ? 'open.overdue' : 'open.due', { at: at(item.due) })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <p className={css.small}>{t('open.asOf', { at: at(open.at) })}</p>
    </div>
  );
};
