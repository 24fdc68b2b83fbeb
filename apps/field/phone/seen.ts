/** Whether nobody looks at the page: it is in a pocket, behind another, or the screen is dark. */
export const isHidden = (): boolean => document.visibilityState === "hidden";
