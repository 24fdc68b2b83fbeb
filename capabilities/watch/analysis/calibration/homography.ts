/** A rule of the ground, which the screens draw by as well. */
export * from "../../rules/homography.ts";
