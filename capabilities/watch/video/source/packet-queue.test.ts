import { Packet } from "node-av/lib";
import { describe, expect, it } from "vitest";
import { PacketQueue } from "./packet-queue.ts";

function packetAt(stamp: number): Packet {
  const packet = new Packet();
  packet.alloc();
  packet.pts = BigInt(stamp);
  return packet;
}

function drain(queue: PacketQueue): number[] {
  const stamps: number[] = [];
  for (let next = queue.next(); next !== undefined; next = queue.next()) stamps.push(Number(next.pts));
  return stamps;
}

describe("packets that wait", () => {
  it("come in their order when they are let go, and not before, again and again", () => {
    using queue = new PacketQueue();
    for (let round = 0; round < 3; round++) {
      for (const stamp of [1, 2, 3]) {
        const packet = packetAt(stamp + 10 * round);
        queue.add(packet);
        // What the queue holds is its own: whoever read it reads the next with the same packet.
        packet.free();
      }
      expect(queue.next()).toBeUndefined();
      queue.release();
      expect(drain(queue)).toEqual([1, 2, 3].map((stamp) => stamp + 10 * round));
      expect(queue.next()).toBeUndefined();
    }
  });

  it("let themselves go when they have become many", () => {
    using queue = new PacketQueue();
    for (let stamp = 0; stamp < 15; stamp++) queue.add(packetAt(stamp));
    expect(queue.next()).toBeUndefined();
    queue.add(packetAt(15));
    expect(drain(queue)).toHaveLength(16);
  });
});
