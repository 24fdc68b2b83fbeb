/** For `blocking` of `openDB`: another page wants a newer shape of the database. Let it, this page is about to be replaced. */
export function makeWay(_current: number, _blocked: number | null, event: Event): void {
  if (event.target instanceof IDBDatabase) event.target.close();
}

/** Asks the browser not to clear what is kept when the device is short of space. A refusal changes nothing. */
export function askToKeep(): void {
  void navigator.storage?.persist?.().catch(() => false);
}
