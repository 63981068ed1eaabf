import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, serverNow } from '../api/index.ts';
import css from './dissuasion.module.css';

const days = 30;

/** 预警后被骗率 of the last thirty days: of the warnings about a real danger, those cheated after them. */
export const Rate = () => {
  const { t } = useTranslation('dissuasion');
  const [to] = useState(() => new Date(serverNow()).toISOString());
  const from = new Date(Date.parse(to) - days * 86_400_000).toISOString();
  const { data } = useQuery(api.dissuasion.figures.queryOptions({ input: { from, to } }));
  if (data === undefined) return null;
  const { warned, cheatedAfter, rate, followUps } = data;
  return (
    <p className={css.small}>
      {rate === null
        ? t('rate.none', { days })
        : t('rate.is', { days, warned, cheatedAfter, rate: (rate * 100).toFixed(1) })}{' '}
      {t('rate.followUps', followUps)}
    </p>
  );
};
