import { useEffect, useRef, useState } from 'react';
import { client, isPresent, queryClient, serverNow, tuneClock } from '../api/index.ts';
import { paths } from '../paths.ts';
import { useMe } from '../session/index.ts';
import { type Phase, phaseAt, type SessionEnd } from './session-end.ts';

/** Who sits here and reads or types for minutes without any request is there all the same. */
const signOfLifeMs = 60_000;
/** When the server could not be asked, or the session should be over and nobody said so. */
const againMs = 15_000;

/**
 * How near the end of the session is. Other windows of the same person keep it alive too, so the server is asked before
 * anything is said; asking is a sign of life only while somebody is present (api/presence).
 */
export const useSessionEnd = (): { phase: Phase; ask: () => void } => {
  const { session } = useMe();
  const [phase, setPhase] = useState<Phase>({ phase: 'quiet', wait: 0 });
  const wake = useRef<() => void>(() => undefined);
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = (ms: number) =>
      new Promise<void>((resolve) => {
        wake.current = resolve;
        timer = setTimeout(resolve, ms);
      }).finally(() => clearTimeout(timer));
    const follow = async () => {
      let end = endOf(session);
      const first = phaseAt(serverNow(), end);
      if (first.phase === 'quiet') await pause(first.wait);
      while (!stopped) {
        end = (await askEnd()) ?? end;
        if (stopped) return;
        const now = phaseAt(serverNow(), end);
        setPhase(now);
        await pause(now.phase === 'over' ? againMs : now.wait + 50);
      }
    };
    void follow();
    const beat = setInterval(() => isPresent() && wake.current(), signOfLifeMs);
    return () => {
      stopped = true;
      clearInterval(beat);
      wake.current();
    };
  }, [session]);
  return { phase, ask: () => wake.current() };
};

/** null: it could not be asked. That the session is over is told to everybody by the query client. */
const askEnd = async (): Promise<SessionEnd | null> => {
  const asked = Date.now();
  const me = await queryClient
    .fetchQuery({
      queryKey: ['session-end'],
      queryFn: () => client.session.get(),
      retry: false,
      staleTime: 0,
    })
    .catch(() => null);
  if (me === null) return null;
  tuneClock(me.serverTime, asked, Date.now());
  // The grace ended meanwhile: nothing but enrolling is answered any more.
  if (me.secondFactor.mustEnrol) location.assign(paths.secondFactor);
  return endOf(me.session);
};

const endOf = ({ endsAt, expiresAt }: { endsAt: string; expiresAt: string }): SessionEnd => ({
  idle: Date.parse(endsAt),
  absolute: Date.parse(expiresAt),
});
