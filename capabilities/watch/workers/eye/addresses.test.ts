import { expect, it } from "vitest";
import { Addresses } from "./addresses.ts";

it("reads the sub-stream, the main stream when that gives nothing, and the sub-stream first after either was lost", () => {
  const addresses = new Addresses({ address: "rtsp://camera/main", subAddress: "rtsp://camera/sub" });
  expect(addresses.next.stream).toBe("sub");
  addresses.failed();
  expect(addresses.next).toEqual({ stream: "main", address: "rtsp://camera/main" });
  addresses.seen();
  addresses.failed();
  expect(addresses.next.stream).toBe("sub");
  const single = new Addresses({ address: "film.mp4", subAddress: null });
  single.failed();
  expect(single.next.stream).toBe("main");
});
