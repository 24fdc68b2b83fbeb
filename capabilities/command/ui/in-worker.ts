/**
 * Asks a worker one thing and lets it go: what takes seconds is done beside the page, which goes on answering.
 * @throws when the worker could not be loaded, or failed
 */
export function answerOf<Answer>(worker: Worker, question: unknown): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => resolve(data));
  worker.addEventListener("error", ({ message }) => reject(new Error(message)));
  worker.postMessage(question);
  return promise.finally(() => worker.terminate());
}
