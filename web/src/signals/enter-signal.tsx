import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/index.ts';
import { Dialog } from '../overlays/index.ts';
import { useMe } from '../session/index.ts';
import { EnterForm } from './enter-form.tsx';

/** The button and its dialog, for those who may enter signals. */
export const EnterSignal = () => {
  const { t } = useTranslation('signals');
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!me.acts.includes('signals.enter')) return null;
  return (
    <>
      <Button kind="primary" icon="plus" onClick={() => setOpen(true)}>
        {t('enter')}
      </Button>
      <Dialog open={open} title={t('title')} onClose={() => setOpen(false)}>
        <EnterForm onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
};
