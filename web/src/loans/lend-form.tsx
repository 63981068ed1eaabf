import type { Borrower, LoanPurpose, WarningDetail } from '@lanzha/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, client, serverNow, toRefusal } from '../api/index.ts';
import { Button, Choices, Field, FormShell, TextArea, TextInput, useForm } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { dayOf, endOfDay } from '../i18n/index.ts';
import { SearchSelect } from '../overlays/index.ts';

type Values = { borrower: string | undefined; purpose: LoanPurpose; until: string; reason: string };
type Props = { warning: WarningDetail; people: readonly Borrower[]; mostDays: number; onClose: () => void };
const whys = ['unknown', 'role', 'purpose', 'oneself'] as const;
const dayMs = 86_400_000;

/** To whom, for what, until when and why. */
export const LendForm = ({ warning, people, mostDays, onClose }: Props) => {
  const { t } = useTranslation('loans');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const queryClient = useQueryClient();
  const dayIn = (days: number) => dayOf(new Date(serverNow() + days * dayMs));
  const form = useForm<Values>(
    { borrower: undefined, purpose: 'read', until: dayIn(3), reason: '' },
    {
      borrower: (value) => (value === undefined ? t('form.borrowerMissing') : null),
      until: (value) => (value === '' ? t('form.untilMissing') : null),
      reason: (value) => ([...value.trim()].length < 4 ? t('form.reasonMissing') : null),
    },
  );
  const { borrower, purpose, until, reason } = form.values;
  const purposes = people.find(({ id }) => id === borrower)?.purposes ?? ['read'];
  const send = useMutation({
    mutationFn: () =>
      client.loans.give({
        warning: warning.id,
        borrower: borrower ?? '',
        purpose: purposes.includes(purpose) ? purpose : 'read',
        until: endOfDay(until),
        reason: reason.trim(),
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: api.loans.key() });
      onClose();
    },
  });
  const why = whys.find((one) => one === toRefusal(send.error).data.why) ?? 'unknown';
  return (
    <FormShell
      label={t('lend')}
      pending={send.isPending}
      error={
        send.error === null
          ? null
          : explain(send.error, {
              NOT_A_BORROWER: t(`refused.${why}`),
              NOT_NEEDED: t('refused.notNeeded'),
              ALREADY_LENT: t('refused.already'),
              TOO_LONG: t('refused.tooLong', { days: mostDays }),
            })
      }
      submit={t('form.submit')}
      aside={
        <Button kind="quiet" onClick={onClose}>
          {common('do.cancel')}
        </Button>
      }
      onSubmit={() => form.check() && send.mutate()}
    >
      <Field {...form.field('borrower')} label={t('form.borrower')} hint={t('form.borrowerHint')}>
        {(aria) => (
          <SearchSelect
            aria={aria}
            value={borrower}
            options={people.map(({ id, name, unit, roles }) => ({
              value: id,
              label: name,
              note: `${unit.name} · ${roles.map((role) => common(`role.${role}`)).join('、')}`,
            }))}
            onChange={(value) => form.set('borrower', value)}
            placeholder={t('form.choose')}
            empty={t('form.nobody')}
            autoFocus
          />
        )}
      </Field>
      <Choices
        legend={t('col.purpose')}
        value={purposes.includes(purpose) ? purpose : 'read'}
        options={purposes.map((value) => ({ value, label: t(`purposeLong.${value}`) }))}
        onChange={(value) => form.set('purpose', value)}
      />
      <Field {...form.field('until')} label={t('form.until')} hint={t('form.untilHint', { days: mostDays })}>
        {(aria) => (
          <TextInput {...aria} {...form.text('until')} type="date" min={dayIn(0)} max={dayIn(mostDays - 1)} />
        )}
      </Field>
      <Field {...form.field('reason')} label={t('col.reason')} hint={t('form.reasonHint')}>
        {(aria) => <TextArea {...aria} {...form.text('reason')} maxLength={500} />}
      </Field>
    </FormShell>
  );
};
