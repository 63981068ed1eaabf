const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the process on the first SIGINT, SIGTERM or SIGHUP after `stop` is done; a second signal does
 * not cut it short. `exitCode` is 0 for a server that was asked to stop, 130 for a command cut off.
 */
export function stopOnSignals(stop: () => Promise<void>, exitCode: number): void {
  let stopping = false;
  for (const name of signals) {
    process.on(name, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(exitCode),
        () => process.exit(1),
      );
    });
  }
}
