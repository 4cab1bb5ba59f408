# SPDX-License-Identifier: GPL-3.0-or-later
# Speech in many languages, with word events. Its data is found at run time.
reelwright_pkg_config(espeak_ng espeak-ng>=1.51)
