import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { installationQuery } from '../api/index.ts';
import { BarePage } from '../design/index.ts';

/** The frame of a page that stands for no room: still says whose system this is, and whether it is a drill. */
export const Outside = ({ title, children }: { title: string; children: ReactNode }) => {
  const { t } = useTranslation();
  const installation = useQueryClient().getQueryData(installationQuery.queryKey);
  return (
    <BarePage
      product={t('product')}
      place={installation?.county ? `${installation.county.name} · ${t('slogan')}` : t('slogan')}
      drill={installation?.kind === 'drill' ? t('drillLong') : null}
      title={title}
    >
      {children}
    </BarePage>
  );
};
