import type { ApprovalKind, Notice } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import type { words } from './words-zh.ts';

type Result = keyof typeof words.result;

/** A notice in one sentence. What a sentence names and the notice does not carry is left as a dash. */
export const useNoticeWords = () => {
  const { t, i18n } = useTranslation('notify');
  const has = (key: string) => i18n.exists(key, { ns: 'notify' });
  return ({ kind, params }: Pick<Notice, 'kind' | 'params'>): string => {
    const { who = '—', no = '—', open = '—', hour = '—', what, result, ...rest } = params;
    const channel = rest.channel === 'webhook' ? t('channel.webhook') : t('channel.mail');
    const about = has(`about.${what}`) ? t(`about.${what as ApprovalKind}`) : '—';
    const outcome = has(`result.${result}`) ? t(`result.${result as Result}`) : '—';
    return t(`kind.${kind}`, { ...rest, who, no, open, hour, channel, what: about, result: outcome });
  };
};
