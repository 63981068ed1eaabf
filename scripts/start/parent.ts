/**
 * Asks this process to stop once the process that started it is gone. npm passes SIGTERM to the shell it runs a script
 * in, and the shell dies without passing it on: the server would stay behind and hold its data folder.
 */
export function stopWithParent(interval = 500): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, interval);
  watch.unref();
}
