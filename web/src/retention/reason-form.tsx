import { useTranslation } from 'react-i18next';
import { Field, FormShell, TextArea, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';

type Props = {
  label: string;
  submit: string;
  pending: boolean;
  error: unknown;
  sentences?: Readonly<Record<string, string>>;
  onSend: (reason: string) => void;
};

/** One thing to do, and why. */
export const ReasonForm = ({ label, submit, pending, error, sentences, onSend }: Props) => {
  const { t } = useTranslation('retention');
  const explain = useExplain();
  const form = useForm(
    { reason: '' },
    { reason: (value) => (value.trim().length < 2 ? t('reasonMissing') : null) },
  );
  return (
    <FormShell
      label={label}
      pending={pending}
      error={explain(error, sentences)}
      submit={submit}
      onSubmit={() => form.check() && onSend(form.values.reason.trim())}
    >
      <Field {...form.field('reason')} label={t('reason')}>
        {(aria) => <TextArea {...aria} {...form.text('reason')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
