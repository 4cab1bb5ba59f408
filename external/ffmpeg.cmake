# SPDX-License-Identifier: GPL-3.0-or-later
# Demuxing, decoding, encoding, resampling. Only media/ may use it.
reelwright_pkg_config(ffmpeg libavformat>=59 libavcodec>=59 libavfilter>=8 libavutil>=57 libswresample>=4 libswscale>=6)
