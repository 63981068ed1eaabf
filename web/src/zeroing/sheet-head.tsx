import type { ZeroingSheet } from '@lanzha/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useServerSecond } from '../api/index.ts';
import { Button, Icon } from '../design/index.ts';
import { formatInstant, startOfDay, useLanguage } from '../i18n/index.ts';
import { paths } from '../paths.ts';
import css from './zeroing.module.css';

/** Which day it is, how long until its hour, and what the day before left. */
export const SheetHead = ({ sheet }: { sheet: ZeroingSheet }) => {
  const { t } = useTranslation('zeroing');
  const language = useLanguage();
  const dayWords = (day: string) => formatInstant(startOfDay(day), language, 'day');
  const { previous } = sheet;
  return (
    <div className={css.head}>
      <p className={css.hour}>
        <Icon name="clock" />
        <strong>
          {t('head.sheet', { day: dayWords(sheet.day), hour: formatInstant(sheet.at, language, 'time') })}
        </strong>
        <Left at={sheet.at} />
      </p>
      <Button icon="file" onClick={() => window.print()}>
        {t('print')}
      </Button>
      {previous !== null && (
        <p className={css.previous}>
          {previous.counting
            ? t('head.counting', { day: dayWords(previous.day) })
            : previous.left === 0
              ? t('head.previousNone', { day: dayWords(previous.day) })
              : t('head.previous', {
                  day: dayWords(previous.day),
                  left: previous.left,
                  unexplained: previous.unexplained,
                })}{' '}
          {!previous.counting && (
            <Link to={paths.zeroing} search={{ day: previous.day }}>
              {t('head.seePrevious')}
            </Link>
          )}
        </p>
      )}
    </div>
  );
};

const soonMs = 3_600_000;

const Left = ({ at }: { at: string }) => {
  const { t } = useTranslation('zeroing');
  const left = Date.parse(at) - useServerSecond();
  if (left <= 0) return <span className={css.soon}>{t('head.over')}</span>;
  const minutes = Math.ceil(left / 60_000);
  return (
    <span className={left < soonMs ? css.soon : css.small}>
      {t('head.left', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
    </span>
  );
};
