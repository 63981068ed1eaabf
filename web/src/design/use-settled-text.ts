import { useEffect, useRef, useState } from 'react';

/** How long the keys rest before what was typed is asked for; milliseconds. */
const restMs = 300;

/**
 * Text that is typed here and, trimmed, goes elsewhere once the keys rest (an address, say). What comes back of it changes nothing
 * here, another's change of it does.
 * @param stays what of it goes nowhere; must keep its identity
 */
export const useSettledText = (
  value: string,
  send: (text: string) => void,
  stays?: (text: string) => boolean,
) => {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  useEffect(() => {
    if (value !== sent.current) setTyped(value);
    sent.current = value;
  }, [value]);
  useEffect(() => {
    const next = typed.trim();
    if (next === value || stays?.(typed) === true) return;
    const timer = setTimeout(() => {
      sent.current = next;
      latest.current(next);
    }, restMs);
    return () => clearTimeout(timer);
  }, [typed, value, stays]);
  return [typed, setTyped] as const;
};
