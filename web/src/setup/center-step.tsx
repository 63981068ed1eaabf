import { useTranslation } from 'react-i18next';
import { Checkbox, Field, TextInput } from '../design/index.ts';
import type { DraftForm } from './use-draft.ts';

export const CenterStep = ({ form }: { form: DraftForm }) => {
  const { t } = useTranslation('setup');
  return (
    <>
      <Field {...form.field('centerName')} label={t('center.name')} hint={t('center.nameHint')}>
        {(aria) => (
          <TextInput {...aria} {...form.text('centerName')} large autoFocus autoComplete="organization" />
        )}
      </Field>
      <Checkbox
        label={t('center.stations')}
        hint={t('center.stationsHint')}
        checked={form.values.stationsByTown}
        onChange={(event) => form.set('stationsByTown', event.target.checked)}
      />
    </>
  );
};
