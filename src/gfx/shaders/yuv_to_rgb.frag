// SPDX-License-Identifier: GPL-3.0-or-later
// Three planes of a 4:2:0 picture to RGB. Chroma is sited left: in line with every other luma sample, halfway
// between two rows (ITU-T H.264, annex E, chroma_sample_loc_type 0).
#version 330 core

uniform sampler2D luma;
uniform sampler2D chroma_blue;
uniform sampler2D chroma_red;
uniform vec2 luma_size;     // samples
uniform vec2 chroma_size;
uniform vec2 step_size;     // luma samples from one pixel of the target to the next
uniform ivec2 taps;         // places looked at for one pixel of the target, across and down; 1 when exact
uniform bool is_exact;      // a pixel of the picture is one colour, however large it is shown
uniform mat3 to_rgb;
uniform vec3 offset;        // of Y, Cb, Cr, 0 to 1

out vec4 colour;

void main() {
  vec2 at = gl_FragCoord.xy * step_size;
  float brightness;
  if (is_exact) {
    vec2 pixel = min(floor(at), luma_size - 1.0);
    at = pixel + 0.5;
    brightness = texelFetch(luma, ivec2(pixel), 0).r;
  } else if (taps == ivec2(1)) {
    brightness = texture(luma, at / luma_size).r;
  } else {
    brightness = 0.0;
    for (int y = 0; y < taps.y; ++y)
      for (int x = 0; x < taps.x; ++x) {
        vec2 within = (vec2(x, y) + 0.5) / vec2(taps) - 0.5;
        brightness += texture(luma, (at + within * step_size) / luma_size).r;
      }
    brightness /= float(taps.x * taps.y);
  }
  vec2 chroma_at = vec2(at.x * 0.5 + 0.25, at.y * 0.5) / chroma_size;
  vec3 yuv = vec3(brightness, texture(chroma_blue, chroma_at).r, texture(chroma_red, chroma_at).r);
  colour = vec4(clamp(to_rgb * (yuv - offset), 0.0, 1.0), 1.0);
}
