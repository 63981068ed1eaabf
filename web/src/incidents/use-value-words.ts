import type { IncidentHistory } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { formatInstant, useLanguage } from '../i18n/index.ts';

type Field = IncidentHistory['changes'][number]['field'];
/** Fields whose values are codes with words of their own, by the name of the group of words. */
const groups: Partial<Record<Field, string>> = {
  screenSharing: 'yesNo',
  warnedBefore: 'yesNo',
  crisis: 'yesNo',
  leak: 'leak',
  channel: 'channel',
  arrival: 'arrival',
  cancelling: 'cancelling',
  payeeKind: 'payeeKind',
  sentTo: 'precision',
};

/** A value of the history in words. */
export const useValueWords = () => {
  const { t, i18n } = useTranslation('incidents');
  const language = useLanguage();
  return (field: Field, value: string): string => {
    const group = groups[field];
    const key = `${group}.${value}`;
    if (group !== undefined && i18n.exists(key, { ns: 'incidents' })) return t(key as 'yesNo.yes');
    return field === 'sentAt' ? formatInstant(value, language, 'full') : value;
  };
};
