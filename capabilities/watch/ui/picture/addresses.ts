import type { CameraId } from "@cordon/kernel";

/** The doors to a camera's picture that are no operations: they stream. */
export const liveAddress = (camera: CameraId) => `/api/watch/cameras/${camera}/live`;
export const overlayAddress = (camera: CameraId) => `/api/watch/cameras/${camera}/overlay`;
export const stillAddress = (camera: CameraId) => `/api/watch/cameras/${camera}/still`;
