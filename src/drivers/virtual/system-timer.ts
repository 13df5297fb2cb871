/** Calls back once after that time by the system's timers, which keep no process alive; gives a way to call it off. */
export function systemTimer(afterMs: number, action: () => void): () => void {
  const timer = setTimeout(action, afterMs);
  timer.unref();
  return () => {
    clearTimeout(timer);
  };
}
