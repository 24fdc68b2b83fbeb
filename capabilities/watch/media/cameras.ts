import { type AnyMedium, medium, role } from "@cordon/ground";
import { CameraId, isRefusal } from "@cordon/kernel";
import { z } from "zod";
import type { CameraViews } from "../workers/cameras/views.ts";

const parameters = z.object({ camera: CameraId });
const allow = role("operator", "supervisor", "commander", "exercise");

/** A camera's picture as it is now, people in blocks: for those in the room who work with it, while a mandate lets it be watched. */
export const cameraMedia = (views: CameraViews): readonly AnyMedium[] => [
  medium({
    name: "watch.live",
    summary:
      "A camera's live picture, moving people pixelated: fragmented MP4 (H.264), a fragment a picture, stamped in seconds of the overlay. Ends with a `skip` box that says why.",
    path: "/api/watch/cameras/:camera/live",
    parameters,
    allow,
    mediaTypes: ["video/mp4"],
    async open({ camera }, { gone }) {
      const parts = views.live(camera, gone);
      return isRefusal(parts) ? parts : { shown: "stream", mediaType: "video/mp4", parts };
    },
  }),
  medium({
    name: "watch.overlay",
    summary: "What the analysis sees of a camera's picture, as JSON lines; the last one says why it ended.",
    path: "/api/watch/cameras/:camera/overlay",
    parameters,
    allow,
    mediaTypes: ["application/jsonl"],
    async open({ camera }, { gone }) {
      const parts = views.overlay(camera, gone);
      return isRefusal(parts) ? parts : { shown: "stream", mediaType: "application/jsonl", parts };
    },
  }),
  medium({
    name: "watch.still",
    summary: "A camera's next picture in its full size, moving people pixelated: to draw zones and masks on.",
    path: "/api/watch/cameras/:camera/still",
    parameters,
    allow: role("operator", "supervisor", "commander", "admin", "exercise"),
    mediaTypes: ["image/jpeg"],
    async open({ camera }) {
      const content = await views.still(camera);
      return isRefusal(content) ? content : { shown: "whole", mediaType: "image/jpeg", content };
    },
  }),
];
