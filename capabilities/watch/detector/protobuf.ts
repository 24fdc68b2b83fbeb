/** One field of a protobuf message: its number, and its bytes, its varint or its fixed bits. */
export type Field =
  | { readonly number: number; readonly wire: "bytes"; readonly bytes: Uint8Array }
  | { readonly number: number; readonly wire: "varint"; readonly value: bigint }
  | { readonly number: number; readonly wire: "fixed" };

/** `cut-off`: a field goes on past the end of what there is. `not-protobuf`: no reader could make fields of it. */
export type WireFault = "cut-off" | "not-protobuf";

/**
 * The fields of one message in their order (protobuf encoding, protobuf.dev/programming-guides/encoding). Views, never copies: a
 * model's weights are skipped over. Groups, which ONNX does not use, are taken for damage.
 */
export function readFields(message: Uint8Array): readonly Field[] | WireFault {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint | WireFault => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) return "cut-off";
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    return "not-protobuf";
  };
  while (at < message.length) {
    const tag = varint();
    if (typeof tag !== "bigint") return tag;
    const number = Number(tag >> 3n);
    const wire = Number(tag & 7n);
    if (number < 1 || number > 536_870_911) return "not-protobuf";
    if (wire === 0) {
      const value = varint();
      if (typeof value !== "bigint") return value;
      fields.push({ number, wire: "varint", value });
    } else if (wire === 2) {
      const length = varint();
      if (typeof length !== "bigint") return length;
      if (length < 0n) return "not-protobuf";
      if (length > BigInt(message.length - at)) return "cut-off";
      fields.push({ number, wire: "bytes", bytes: message.subarray(at, at + Number(length)) });
      at += Number(length);
    } else if (wire === 1 || wire === 5) {
      at += wire === 1 ? 8 : 4;
      if (at > message.length) return "cut-off";
      fields.push({ number, wire: "fixed" });
    } else return "not-protobuf";
  }
  return fields;
}

const text = new TextDecoder("utf-8");

export function textOf(fields: readonly Field[], number: number): string {
  const field = fields.findLast((each) => each.number === number);
  return field?.wire === "bytes" ? text.decode(field.bytes) : "";
}

/** 0 where it is left out, as protobuf has it; what is no safe whole number is -1. */
export function numberOf(fields: readonly Field[], number: number): number {
  const field = fields.findLast((each) => each.number === number);
  if (field?.wire !== "varint") return 0;
  const value = Number(field.value);
  return Number.isSafeInteger(value) ? value : -1;
}

export function messagesOf(fields: readonly Field[], number: number): readonly Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && field.wire === "bytes" ? [field.bytes] : []));
}
