import { unverified } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/index.ts';
import { Tip } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import css from './params.module.css';

/** Certainties change seldom; a desk that stays open looks again after a while. */
const marksQuery = api.params.marks.queryOptions({ staleTime: 10 * 60_000 });

/** A discreet mark beside whatever an unverified parameter decides; nothing beside a verified one. */
export const ParamMark = ({ code }: { code: string }) => {
  const { t } = useTranslation('params');
  const reads = useMe().acts.includes('params.read');
  const { data } = useQuery({ ...marksQuery, enabled: reads });
  const certainty = unverified.find((one) => one === data?.[code]);
  if (certainty === undefined) return null;
  return (
    <Tip text={t(`mark.${certainty}`)}>
      {/* A button, so that keyboard and finger reach the sentence too. */}
      <button type="button" className={css.mark} aria-label={`${t('mark.label')}：${t(`mark.${certainty}`)}`}>
        {t('mark.short')}
      </button>
    </Tip>
  );
};
