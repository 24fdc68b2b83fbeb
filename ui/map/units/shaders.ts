/** Cells in a row of the atlas, and of rows. */
export const ATLAS = { side: 16, cellPixels: 64 } as const;

/** Everything that moves is reckoned here, so that a unit that glides costs the page's script nothing. */
export const VERTEX_SHADER = `#version 300 es
layout(location = 0) in vec2 a_from;
layout(location = 1) in vec2 a_to;
layout(location = 2) in vec2 a_time;
layout(location = 3) in uvec4 a_look;
uniform vec2 u_origin;
uniform vec2 u_scale;
uniform float u_now;
uniform float u_glide;
uniform float u_stale;
uniform float u_pixels;
uniform int u_selected;
flat out vec2 v_cell;
flat out vec2 v_heading;
flat out float v_old;
flat out float v_selected;
void main() {
  float t = clamp((u_now - a_time.x) / u_glide, 0.0, 1.0);
  gl_Position = a_look.x == 255u ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(u_origin + mix(a_from, a_to, t) * u_scale, 0.0, 1.0);
  v_selected = gl_VertexID == u_selected ? 1.0 : 0.0;
  gl_PointSize = u_pixels * (1.0 + 0.25 * v_selected);
  v_old = u_now - a_time.y > u_stale ? 1.0 : 0.0;
  uint cell = a_look.x * 2u + uint(v_old);
  v_cell = vec2(cell % ${ATLAS.side}u, cell / ${ATLAS.side}u);
  float angle = radians(float(a_look.y) * 1.5);
  v_heading = a_look.y == 255u ? vec2(0.0) : vec2(sin(angle), -cos(angle));
}`;

export const FRAGMENT_SHADER = `#version 300 es
precision mediump float;
uniform sampler2D u_atlas;
uniform vec4 u_colour;
uniform vec4 u_dimmed;
uniform vec4 u_accent;
uniform bool u_dots;
flat in vec2 v_cell;
flat in vec2 v_heading;
flat in float v_old;
flat in float v_selected;
out vec4 colour;
void main() {
  vec2 at = gl_PointCoord * 2.0 - 1.0;
  float far = length(at);
  if (u_dots) {
    float inside = 1.0 - smoothstep(0.75, 1.0, far);
    colour = mix(mix(u_colour, u_dimmed, v_old), u_accent, v_selected) * inside;
    return;
  }
  // The symbol is the middle three quarters of the point; around it are its heading and the ring of the selection.
  vec2 within = at / 0.75 * 0.5 + 0.5;
  vec4 symbol = vec4(0.0);
  if (within.x > 0.0 && within.x < 1.0 && within.y > 0.0 && within.y < 1.0)
    symbol = texture(u_atlas, (v_cell + within) / ${ATLAS.side}.0);
  float along = dot(at, v_heading);
  float across = abs(at.x * v_heading.y - at.y * v_heading.x);
  float tip = step(0.72, along) * (1.0 - smoothstep(0.0, 0.06, across - (0.98 - along) * 0.7)) * (1.0 - v_old);
  float ring = v_selected * (1.0 - smoothstep(0.03, 0.07, abs(far - 0.9)));
  vec4 around = mix(u_colour * tip, u_accent, ring);
  colour = symbol + around * (1.0 - symbol.a);
}`;

/** @throws Error when the browser's WebGL takes no such program: a bug, not a missing WebGL */
export function programOf(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX_SHADER],
    [gl.FRAGMENT_SHADER, FRAGMENT_SHADER],
  ] as const) {
    const shader = gl.createShader(kind);
    if (shader === null) throw new Error("the context is lost");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true && !gl.isContextLost())
    throw new Error(gl.getProgramInfoLog(program) ?? "the symbols' shaders do not link");
  return program;
}
