/*
 * What the service worker does with a push: it says that there is something, and opens the page at it. What it is about stays with the
 * server: the push service in between, and whoever looks at a locked screen, learns nothing.
 */
const SAID = {
  fr: { "task-offered": "Nouvelle mission", "task-cancelled": "Mission annulée", "message-urgent": "Message urgent" },
  en: { "task-offered": "New task", "task-cancelled": "Task cancelled", "message-urgent": "Urgent message" },
};
const OPENS = { "task-offered": "#tasks", "task-cancelled": "#tasks", "message-urgent": "#talk" };

const newsOf = (data) => {
  try {
    const said = data.json();
    return typeof said === "string" ? said : said.news;
  } catch {
    return null;
  }
};

self.addEventListener("push", (event) => {
  const news = event.data === null ? null : newsOf(event.data);
  const words = self.navigator.language.startsWith("fr") ? SAID.fr : SAID.en;
  event.waitUntil(
    self.registration.showNotification(words[news] ?? "Cordon", {
      icon: "/field/cordon-192.png",
      badge: "/field/cordon-192.png",
      // One of each kind: a phone that was off for a day does not ring twenty times.
      tag: news ?? "news",
      renotify: true,
      vibrate: [200, 100, 200],
      data: { opens: OPENS[news] ?? "#tasks" },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = `/field/${event.notification.data?.opens ?? ""}`;
  event.waitUntil(
    self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(async (pages) => {
      const page = pages.find((one) => new URL(one.url).pathname.startsWith("/field/"));
      if (page === undefined) return self.clients.openWindow(url);
      // Browsers may refuse to bring it to the front; it shows what the news was of all the same.
      await page.focus().catch(() => undefined);
      return page.navigate(url);
    }),
  );
});
