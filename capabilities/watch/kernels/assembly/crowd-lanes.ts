// What the crowd's kernels ask of sixteen pixels, as four times four numbers.

/** -1 where four numbers are so small that f32 cannot tell their sign. */
@inline
export function isUnsure(v: v128): v128 {
  return f32x4.lt(f32x4.abs(v), f32x4.splat(0.00390625));
}

/** Sixteen of -1 or 0 as bytes. */
@inline
export function asMask(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

@inline
export function anyOf(a: v128, b: v128, c: v128, d: v128): bool {
  return v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)));
}
