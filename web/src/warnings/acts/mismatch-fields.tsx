import { falseAlarms } from '@lanzha/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/index.ts';
import { Checkbox, Choices, Field, TextInput } from '../../design/index.ts';
import css from './acts.module.css';
import type { CloseForm } from './close-part.ts';

const usual = 'warning.quiet.usual';

/** Why it was none, and whether the person is left in peace for a while. */
export const MismatchFields = ({ form }: { form: CloseForm }) => {
  const { t } = useTranslation('warnings');
  const { data } = useQuery(api.params.list.queryOptions({ staleTime: 10 * 60_000 }));
  const { falseAlarm, quietDays } = form.values;
  const offered = data?.find(({ code }) => code === usual)?.current.value ?? '';
  return (
    <>
      <Choices
        legend={t('panel.falseAlarm')}
        value={falseAlarm}
        options={falseAlarms.map((value) => ({ value, label: t(`falseAlarm.${value}`) }))}
        onChange={(value) => form.set('falseAlarm', value)}
      />
      <div className={css.ground}>
        <Checkbox
          label={t('panel.quiet')}
          hint={t('panel.quietHint')}
          checked={quietDays !== ''}
          onChange={({ target }) => form.set('quietDays', target.checked ? offered || '1' : '')}
        />
        {quietDays !== '' && (
          <Field {...form.field('quietDays')} label={t('panel.quietDays')}>
            {(aria) => <TextInput {...aria} {...form.text('quietDays')} inputMode="numeric" />}
          </Field>
        )}
      </div>
    </>
  );
};
