import { useTranslation } from 'react-i18next';
import { Field, TextInput } from '../design/index.ts';
import type { DraftForm } from './use-draft.ts';

export const CodeStep = ({ form }: { form: DraftForm }) => {
  const { t } = useTranslation('setup');
  return (
    <Field {...form.field('code')} label={t('code.label')} hint={t('code.hint')}>
      {(aria) => <TextInput {...aria} {...form.text('code')} large autoFocus autoComplete="one-time-code" />}
    </Field>
  );
};
