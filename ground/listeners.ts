/**
 * Calls every listener, also when one of them throws: those who must stop at once cannot be made to wait for another's bug. The bug
 * still surfaces, as an uncaught error.
 */
export function tellEach<News>(listeners: Iterable<(news: News) => void>, news: News): void {
  for (const listener of [...listeners]) {
    try {
      listener(news);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
