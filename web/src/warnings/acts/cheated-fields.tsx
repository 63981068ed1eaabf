import { stopPayments } from '@lanzha/contract';
import { useTranslation } from 'react-i18next';
import { Checkbox, Choices, Field, TextInput } from '../../design/index.ts';
import { formatYuan } from '../../i18n/index.ts';
import css from './acts.module.css';
import type { CloseForm } from './close-part.ts';
import { readYuan } from './money.ts';

/** What was lost and when, or that nobody knows; and whether the payment is being stopped (practice.md W5). */
export const CheatedFields = ({ form }: { form: CloseForm }) => {
  const { t } = useTranslation('warnings');
  const { loss, lossUnknown, lossAtUnknown, stopPayment } = form.values;
  const fen = readYuan(loss);
  return (
    <>
      <Choices
        legend={t('panel.stopPayment')}
        value={stopPayment}
        options={stopPayments.map((value) => ({ value, label: t(`stopPayment.${value}`) }))}
        onChange={(value) => form.set('stopPayment', value)}
        error={form.field('stopPayment').error}
      />
      <div className={css.pair}>
        <div>
          {!lossUnknown && (
            <Field
              {...form.field('loss')}
              label={t('panel.loss')}
              hint={
                loss !== '' && fen !== null
                  ? t('panel.savedAs', { yuan: formatYuan(fen) })
                  : t('panel.lossHint')
              }
            >
              {(aria) => <TextInput {...aria} {...form.text('loss')} inputMode="decimal" />}
            </Field>
          )}
          <Checkbox
            label={t('panel.lossUnknown')}
            checked={lossUnknown}
            onChange={({ target }) => form.set('lossUnknown', target.checked)}
          />
        </div>
        <div>
          {!lossAtUnknown && (
            <Field {...form.field('lossAt')} label={t('panel.lossAt')}>
              {(aria) => <TextInput {...aria} {...form.text('lossAt')} type="datetime-local" />}
            </Field>
          )}
          <Checkbox
            label={t('panel.lossAtUnknown')}
            checked={lossAtUnknown}
            onChange={({ target }) => form.set('lossAtUnknown', target.checked)}
          />
        </div>
      </div>
    </>
  );
};
