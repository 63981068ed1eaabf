import { useState } from 'react';
import { Button } from './button.tsx';

/** Browsers give the clipboard to secure pages only; elsewhere the text can still be selected by hand. */
export const CopyButton = ({ text, label, done }: { text: () => string; label: string; done: string }) => {
  const [copied, setCopied] = useState(false);
  if (!('clipboard' in navigator)) return null;
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button kind="quiet" icon={copied ? 'check' : 'copy'} aria-live="polite" onClick={() => void copy()}>
      {copied ? done : label}
    </Button>
  );
};
