# SPDX-License-Identifier: GPL-3.0-or-later
"""check_layers_test.py CHECK_LAYERS SOURCE_ROOT: shows that the check fails on each thing it forbids, and only then."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
check_layers, source_root = sys.argv[1:3]


class CheckLayers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        (self.root / "src").mkdir()
        shutil.copy(pathlib.Path(source_root) / "src" / "CMakeLists.txt", self.root / "src")

    def put(self, path, text, head=SPDX):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(head + text, encoding="utf-8")

    def run_check(self):
        done = subprocess.run([sys.executable, check_layers, str(self.root)], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.returncode, done.stdout

    def accepted(self, path, text):
        self.put(path, text)
        status, output = self.run_check()
        self.assertEqual(status, 0, output)

    def refused(self, path, text, expected, head=SPDX):
        self.put(path, text, head)
        status, output = self.run_check()
        self.assertEqual(status, 1, output)
        self.assertIn(expected, output)

    def test_a_lower_layer_may_be_included_however_far_below(self):
        self.accepted("src/cli/a.cpp", '#include "base/result.h"\n#include "store/store.h"\n')

    def test_a_higher_or_neighbouring_layer_may_not(self):
        self.refused("src/model/a.h", '#pragma once\n#include "store/store.h"\n', "src/model/a.h:3: model/ may not")
        self.refused("src/paint/a.cpp", '#include "media/frame.h"\n', "src/paint/a.cpp:2: paint/ may not")

    def test_an_include_relative_to_the_file_is_refused(self):
        self.refused("src/base/a.cpp", '#include "result.h"\n', "named from src")

    def test_a_third_party_header_stays_in_its_layer(self):
        self.accepted("src/media/a.cpp", "#include <libavcodec/avcodec.h>\n")
        self.refused("src/stages/render/a.cpp", "#include <libavcodec/avcodec.h>\n", "only media/ may include")
        self.refused("src/stages/script/b.cpp", "#include <flite/flite.h>\n", "only stages/voice/ may include")

    def test_each_banned_prefix_is_found_outside_its_layer(self):
        for name, owner in [("av_malloc(1)", "media"), ("sqlite3_open", "store"), ("ImGui::Begin", "ui"),
                            ("glClear(1)", "gfx"), ("cairo_create", "paint"), ("pango_layout_new", "paint"),
                            ("ass_library_init", "media"), ("ASS_Track", "media"), ("zimg_x", "media"), ("ebur128_init", "media"),
                            ("cmsOpenProfileFromMem", "media"), ("flite_init", "stages/voice"), ("espeak_Synth", "stages/voice")]:
            with self.subTest(name=name):
                self.refused("src/runtime/a.cpp", f"int x = {name};\n", f"a.cpp:2: only {owner}/ may use")

    def test_comments_strings_and_longer_names_are_not_banned(self):
        self.accepted("src/runtime/a.cpp",
                      '// av_malloc\n/* sqlite3_open\n */ auto s = "cairo_create"; int pass_count = 1, globe = 2;\n')

    def test_a_folder_outside_the_table_is_refused(self):
        self.refused("src/util/a.cpp", "", "src/util is not in the layer table")

    def test_a_link_graph_that_is_not_the_table_is_refused(self):
        file = self.root / "src" / "CMakeLists.txt"
        text = file.read_text(encoding="utf-8")
        self.assertIn("reelwright_library(media LAYERS model", text)
        file.write_text(text.replace("reelwright_library(media LAYERS model", "reelwright_library(media LAYERS store"),
                        encoding="utf-8")
        status, output = self.run_check()
        self.assertEqual(status, 1)
        self.assertIn("media must link exactly: model", output)

    def test_a_file_without_licence_line_or_guard_or_too_long_is_refused(self):
        self.refused("src/base/a.cpp", "int a;\n", "licence line is missing", head="")
        self.refused("src/base/b.h", "int b;\n", "#pragma once is missing")
        self.refused("src/base/c.cpp", "\n" * 501, "more than 500 lines")

    def test_a_machine_path_is_refused_anywhere(self):
        self.refused("README.md", "see /" + "home/someone/notes\n", "README.md:1: names something", head="")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
