import type { DrillEmergency, DrillState } from '@lanzha/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/index.ts';
import { Button, Checkbox, Field, NativeSelect, Notice, Page, PageState, Skeleton } from '../design/index.ts';
import { useExplain } from '../errors/index.ts';
import { formatInstant, useLanguage, useTitle } from '../i18n/index.ts';
import css from './drill.module.css';

const key = ['drill'];
const speeds = [0.5, 1, 5, 20, 60, 300] as const;
const everyMs = 3_000;
type DrillOrder = Parameters<typeof client.drill.control>[0];

/** What happens in the drill now, and how fast: for whoever leads it. */
export const DrillPage = () => {
  const { t } = useTranslation('drill');
  const explain = useExplain();
  const queries = useQueryClient();
  const state = useQuery({ queryKey: key, queryFn: () => client.drill.state(), refetchInterval: everyMs });
  const show = (next: DrillState) => queries.setQueryData(key, next);
  const control = useMutation({
    mutationFn: (order: DrillOrder) => client.drill.control(order),
    onSuccess: show,
  });
  const emergency = useMutation({
    mutationFn: (kind: DrillEmergency) => client.drill.emergency({ kind }),
    onSuccess: show,
  });
  useTitle(t('title'));
  const failed = control.error ?? emergency.error;
  return (
    <Page width="narrow" roomy>
      <h1>{t('title')}</h1>
      {failed !== null && <Notice kind="error">{explain(failed)}</Notice>}
      {state.isPending ? (
        <Skeleton lines={6} label={t('loading')} />
      ) : state.data === undefined ? (
        <PageState icon="alert" title={t('failed')} alert>
          {explain(state.error)}
        </PageState>
      ) : !state.data.live ? (
        <PageState icon="info" title={t('still')}>
          {t('stillHint')}
        </PageState>
      ) : (
        <Running
          state={state.data}
          busy={control.isPending || emergency.isPending}
          onControl={(order) => control.mutate(order)}
          onEmergency={(kind) => emergency.mutate(kind)}
        />
      )}
    </Page>
  );
};

interface RunningProps {
  state: DrillState;
  busy: boolean;
  onControl: (order: DrillOrder) => void;
  onEmergency: (kind: DrillEmergency) => void;
}

const Running = ({ state, busy, onControl, onEmergency }: RunningProps) => {
  const { t } = useTranslation('drill');
  const language = useLanguage();
  const at = (instant: string) => formatInstant(instant, language, 'moment', Date.now());
  return (
    <>
      <section className={css.part} aria-labelledby="drill-time">
        <h2 id="drill-time">{t('time')}</h2>
        <p>
          {state.storyAt !== null && t('storyAt', { at: at(state.storyAt) })}{' '}
          {t('sent', { count: state.sent })}
        </p>
        <div className={css.controls}>
          <Button kind="primary" busy={busy} onClick={() => onControl({ running: !state.running })}>
            {state.running ? t('pause') : t('run')}
          </Button>
          <Field id="drill-speed" label={t('speed')} error={undefined}>
            {(aria) => (
              <NativeSelect
                {...aria}
                value={String(state.speed)}
                onChange={(event) => onControl({ speed: Number(event.target.value) })}
              >
                {[...new Set([...speeds, state.speed])]
                  .sort((a, b) => a - b)
                  .map((speed) => (
                    <option key={speed} value={speed}>
                      {t('times', { speed })}
                    </option>
                  ))}
              </NativeSelect>
            )}
          </Field>
        </div>
        <Checkbox
          label={t('colleagues')}
          hint={t('colleaguesHint')}
          checked={state.colleagues}
          disabled={busy}
          onChange={({ target }) => onControl({ colleagues: target.checked })}
        />
      </section>
      <section className={css.part} aria-labelledby="drill-emergencies">
        <h2 id="drill-emergencies">{t('emergencies')}</h2>
        <p>{t('emergenciesHint')}</p>
        <ul className={css.list}>
          {state.emergencies.map((kind) => (
            <li key={kind}>
              <div>
                <strong>{t(`emergency.${kind}.title`)}</strong>
                <p>{t(`emergency.${kind}.text`)}</p>
              </div>
              <Button busy={busy} onClick={() => onEmergency(kind)}>
                {t('start')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <section className={css.part} aria-labelledby="drill-started">
        <h2 id="drill-started">{t('started')}</h2>
        {state.started.length === 0 ? (
          <p>{t('startedNone')}</p>
        ) : (
          <ol>
            {state.started.map(({ n, kind, at: when }) => (
              <li key={n}>{`${at(when)}　${t(`emergency.${kind}.title`)}`}</li>
            ))}
          </ol>
        )}
      </section>
      <p>{t('scoreHint')}</p>
    </>
  );
};
