// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/json_text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace reelwright::cli {
namespace {

TEST(JsonText, WritesNestedDocuments) {
  JsonText json;
  json.open_object().field("total", 2U).key("jobs").open_array();
  json.open_object().field("id", "a").field("pinned", true).key("finished").null().close_object();
  json.value(1.5).close_array().key("none").open_array().close_array().close_object();
  EXPECT_EQ(json.take(),
            "{\n  \"total\": 2,\n  \"jobs\": [\n    {\n      \"id\": \"a\",\n      \"pinned\": true,\n"
            "      \"finished\": null\n    },\n    1.5\n  ],\n  \"none\": []\n}\n");
}

TEST(JsonText, EscapesTextAndReplacesWhatIsNotUtf8) {
  EXPECT_EQ(JsonText().value("a\"b\\c\nd\x01 \xC3\xA9 \xF0\x9F\x90\x9D").take(),
            "\"a\\\"b\\\\c\\nd\\u0001 \xC3\xA9 \xF0\x9F\x90\x9D\"\n");
  EXPECT_EQ(JsonText().value("\xFFx\xC3").take(), "\"\xEF\xBF\xBDx\xEF\xBF\xBD\"\n");
}

TEST(JsonText, HasNoNumberForWhatIsNone) { EXPECT_EQ(JsonText().value(std::nan("")).take(), "null\n"); }

}  // namespace
}  // namespace reelwright::cli
