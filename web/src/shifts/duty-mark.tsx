import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../api/index.ts';
import { Icon } from '../design/index.ts';
import { formatInstant, useLanguage } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { nowQuery } from './queries.ts';
import css from './shifts.module.css';

/** In the top bar: who keeps the desk here and since when, and what I have to do about it. */
export const DutyMark = ({ short }: { short: boolean }) => {
  const { t } = useTranslation('shifts');
  const language = useLanguage();
  const { acts } = useMe();
  const reads = acts.includes('shifts.read');
  const { data } = useQuery({ ...nowQuery, enabled: reads });
  if (!reads || data === undefined) return null;
  const { mine, onDuty, late } = data;
  const [first] = onDuty;
  const todo =
    mine.offered.length > 0
      ? t('bar.offered')
      : mine.active !== null
        ? t('bar.handOver')
        : mine.startable !== null
          ? t('bar.signOn')
          : null;
  if (todo === null && (first === undefined || short) && late.length === 0) return null;
  const since = first?.onAt ? formatInstant(first.onAt, language, 'moment', serverNow()) : '';
  return (
    <Link
      to={paths.shifts}
      search={{}}
      className={css.mark}
      aria-label={short && todo === null ? t('room') : undefined}
    >
      {(!short || todo === null) && <Icon name="clock" />}
      {!short && (
        <span>
          {first === undefined
            ? t(late.length > 0 ? 'bar.late' : 'bar.nobody', { name: late[0]?.person.name ?? '' })
            : t('bar.onDuty', { name: first.person.name, since })}
        </span>
      )}
      {todo !== null && <strong>{todo}</strong>}
    </Link>
  );
};
