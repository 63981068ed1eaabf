import { type RelativePeriod, relativePeriods } from '@lanzha/contract';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, NativeSelect, Options, TextInput } from '../design/index.ts';
import css from './lists.module.css';

type Props = {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
};

const isDay = (text: string) => /^20\d\d-/.test(text);
const named = (value: string | undefined): RelativePeriod | undefined =>
  relativePeriods.find((one) => one === value);

/** Days from today, or days of one's choice. */
export const PeriodField = ({ label, value, onChange }: Props) => {
  const { t } = useTranslation('lists');
  const id = useId();
  const [own, setOwn] = useState(value !== undefined && named(value) === undefined);
  const [typed, setTyped] = useState<string>();
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setTyped(undefined);
  }
  const shown = typed ?? (own && value !== undefined && named(value) === undefined ? value : '..');
  const [from = '', to = ''] = shown.split('..');
  // A year that is being typed is none yet (0002): until it is one, the field alone knows of it.
  const days = (...both: [first: string, last: string]) => {
    setTyped(both.join('..'));
    if (both.every((day) => day === '' || isDay(day)))
      onChange(both.join('') === '' ? undefined : both.join('..'));
  };
  return (
    <div className={css.period}>
      <Field id={id} label={label} error={undefined}>
        {(aria) => (
          <NativeSelect
            {...aria}
            value={own ? 'own' : (value ?? '')}
            onChange={({ target }) => {
              setOwn(target.value === 'own');
              if (target.value !== 'own') onChange(named(target.value));
              else onChange(undefined);
            }}
          >
            <Options none={t('filters.any')} of={relativePeriods} name={(one) => t(`period.${one}`)} />
            <option value="own">{t('filters.days')}</option>
          </NativeSelect>
        )}
      </Field>
      {own && (
        <div className={css.days}>
          <TextInput
            type="date"
            aria-label={`${label} ${t('filters.from')}`}
            value={from}
            onChange={({ target }) => days(target.value, to)}
          />
          <TextInput
            type="date"
            aria-label={`${label} ${t('filters.to')}`}
            value={to}
            onChange={({ target }) => days(from, target.value)}
          />
        </div>
      )}
    </div>
  );
};
