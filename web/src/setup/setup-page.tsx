import { useMutation } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, toRefusal } from '../api/index.ts';
import { BarePage, Button, FormShell } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { paths } from '../paths.ts';
import { Preferences } from '../session/index.ts';
import { AccountsStep } from './accounts-step.tsx';
import { DrillBeside } from './beside.tsx';
import { CenterStep } from './center-step.tsx';
import { CodeStep } from './code-step.tsx';
import { CountyStep } from './county-step.tsx';
import { Done } from './done.tsx';
import { blamed, fieldsOf, type Step, steps, toRequest } from './draft.ts';
import { Progress } from './progress.tsx';
import { useDraft } from './use-draft.ts';

const pages = { code: CodeStep, county: CountyStep, center: CenterStep, accounts: AccountsStep } as const;
const route = getRouteApi(paths.setup);

export const SetupPage = () => {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation();
  const explain = useExplain();
  const { installation } = route.useRouteContext();
  const form = useDraft();
  const [step, setStep] = useState<Step>('code');
  const blameOf = (error: unknown) => {
    const { code, data } = toRefusal(error);
    return blamed(code, data.account);
  };
  const send = useMutation({
    mutationFn: () => client.setup.complete(toRequest(form.values)),
    onError: (error) => {
      const blame = blameOf(error);
      if (blame === null) return;
      // A refusal about one field leads to its step; the sentence waits there under the field.
      setStep(blame.step);
      form.fail(blame.field, t(`refused.${blame.sentence}`));
    },
  });
  const at = steps.indexOf(step);
  const last = at === steps.length - 1;

  const go = () => {
    if (!form.check(fieldsOf[step])) return;
    if (last) send.mutate();
    else setStep(steps[at + 1] ?? step);
  };
  const Page = pages[step];
  return (
    <BarePage
      product={common('product')}
      place={common('slogan')}
      drill={installation.kind === 'drill' ? common('drillLong') : null}
      title={send.isSuccess ? t('done.title') : t('title')}
      foot={<Preferences />}
    >
      {send.isSuccess ? (
        <Done draft={form.values} />
      ) : (
        <>
          <Progress step={step} />
          <FormShell
            label={t('title')}
            pending={send.isPending}
            error={blameOf(send.error) === null ? explain(send.error, { ALREADY_DONE: t('already') }) : null}
            submit={last ? t('submit') : common('do.next')}
            large
            aside={
              at > 0 && (
                <Button large onClick={() => setStep(steps[at - 1] ?? step)}>
                  {common('do.back')}
                </Button>
              )
            }
            onSubmit={go}
          >
            <Page form={form} />
          </FormShell>
          {step === 'code' && (
            <DrillBeside code={form.values.code} onMissing={() => form.fail('code', t('code.missing'))} />
          )}
        </>
      )}
    </BarePage>
  );
};
