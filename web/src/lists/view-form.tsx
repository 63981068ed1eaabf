import { useTranslation } from 'react-i18next';
import { Button, Checkbox, Field, FormShell, TextInput, useForm } from '../design/index.ts';

type Props = {
  kind: 'create' | 'change';
  initial: { name: string; shared: boolean };
  /** The table is narrowed by a search that ends by itself. */
  withHandle: boolean;
  pending: boolean;
  error: string | null;
  onSave: (values: { name: string; shared: boolean }) => void;
  onCancel: () => void;
};

/** Name and sharing of a view; the rest of it is what the table shows. */
export const ViewForm = ({ kind, initial, withHandle, pending, error, onSave, onCancel }: Props) => {
  const { t } = useTranslation('lists');
  const { t: common } = useTranslation();
  const form = useForm(initial, {
    name: (value) => (value.trim() === '' ? t('view.nameMissing') : null),
  });
  return (
    <FormShell
      label={t(`view.title.${kind}`)}
      pending={pending}
      error={error}
      submit={common('do.save')}
      aside={
        <Button kind="quiet" onClick={onCancel}>
          {common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && onSave({ ...form.values, name: form.values.name.trim() })}
    >
      <Field
        {...form.field('name')}
        label={t('view.name')}
        hint={
          kind === 'create' && (
            <>
              {t('view.keeps')}
              {withHandle && ` ${t('view.cannotHandle')}`}
            </>
          )
        }
      >
        {(aria) => (
          <TextInput
            {...aria}
            {...form.text('name')}
            maxLength={20}
            placeholder={t('view.namePlaceholder')}
            autoFocus
          />
        )}
      </Field>
      <Checkbox
        label={t('view.share')}
        hint={t('view.shareHint')}
        checked={form.values.shared}
        onChange={({ target }) => form.set('shared', target.checked)}
      />
    </FormShell>
  );
};
