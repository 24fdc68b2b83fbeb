/** Hands a file to the person, who says where it goes. */
export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by then; kept longer, it would stay in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
