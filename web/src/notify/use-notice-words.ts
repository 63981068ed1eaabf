import type { Notice } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';

/** A notice in one sentence. What a sentence names and the notice does not carry is left as a dash. */
export const useNoticeWords = () => {
  const { t } = useTranslation('notify');
  return ({ kind, params }: Pick<Notice, 'kind' | 'params'>): string => {
    const { who = '—', no = '—', open = '—', hour = '—', ...rest } = params;
    const channel = rest.channel === 'webhook' ? t('channel.webhook') : t('channel.mail');
    return t(`kind.${kind}`, { ...rest, who, no, open, hour, channel });
  };
};
