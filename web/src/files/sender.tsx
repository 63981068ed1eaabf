import { type FileSubject, fileTypes } from '@lanzha/contract';
import { type DragEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Hidden, useMedia } from '../design/index.ts';
import css from './files.module.css';
import { SendingEntry } from './sending-entry.tsx';
import { sizeInWords } from './size.ts';
import { useSending } from './use-sending.ts';

const accepted = Object.keys(fileTypes)
  .map((extension) => `.${extension}`)
  .join(',');

type Props = { subject: FileSubject; maxBytes: number; onArrived: () => void };

export const Sender = ({ subject, maxBytes, onArrived }: Props) => {
  const { t } = useTranslation('files');
  const phone = useMedia('phone');
  const choose = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const sending = useSending(subject, maxBytes, onArrived);
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length === 0) return;
    event.preventDefault();
    sending.add(pasted);
  });
  useEffect(() => {
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, []);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    sending.add(event.dataTransfer.files);
  };
  const input = (ref: typeof choose, more: { capture?: 'environment'; accept: string }) => (
    <input
      ref={ref}
      type="file"
      hidden
      multiple={more.capture === undefined}
      {...more}
      onChange={({ target }) => {
        sending.add([...(target.files ?? [])]);
        target.value = '';
      }}
    />
  );
  return (
    <div className={css.sender}>
      {sending.list.length > 0 && (
        <ul className={css.list}>
          {sending.list.map((one) => (
            <SendingEntry
              key={one.key}
              sending={one}
              onStop={() => sending.drop(one.key)}
              onAgain={() => sending.again(one)}
            />
          ))}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the buttons inside do the same */}
      <div
        className={css.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Button icon="plus" onClick={() => choose.current?.click()}>
          {t('choose')}
        </Button>
        {phone && (
          <Button icon="camera" onClick={() => camera.current?.click()}>
            {t('camera')}
          </Button>
        )}
        <p className={css.quiet}>
          {t(phone ? 'hintPhone' : 'hint')} {t('limit', { size: sizeInWords(maxBytes) })}
        </p>
        {input(choose, { accept: accepted })}
        {phone && input(camera, { accept: 'image/*', capture: 'environment' })}
      </div>
      <Hidden>
        <span role="status">
          {sending.list.length > 0 ? t('sendingCount', { count: sending.list.length }) : ''}
        </span>
      </Hidden>
    </div>
  );
};
