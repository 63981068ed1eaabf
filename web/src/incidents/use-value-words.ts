import { type FraudType, type IncidentHistory, subtypes } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { formatInstant, formatYuan, useLanguage } from '../i18n/index.ts';

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

/** A value as the server tells it, in words. `type`: the kind of fraud that a subtype belongs to. */
export const useValueWords = () => {
  const { t, i18n } = useTranslation('incidents');
  const { t: common } = useTranslation();
  const language = useLanguage();
  return (field: string, value: string, type: FraudType | null): string => {
    switch (field) {
      case 'amount':
        return formatYuan(Number(value));
      case 'sentAt':
        return formatInstant(value, language, 'full');
      case 'fraudType':
        return `${value} ${common(`fraudType.${value as FraudType}`)}`;
      case 'subtype': {
        const known: Readonly<Record<string, string>> = type === null ? {} : subtypes[type];
        return [value, known[value]].filter(Boolean).join(' ');
      }
    }
    const group = groups[field as Field];
    const key = `${group}.${value}`;
    return group !== undefined && i18n.exists(key, { ns: 'incidents' }) ? t(key as 'yesNo.yes') : value;
  };
};
