// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/limits.h"
#include "script_support.h"
#include "stages/script/document.h"
#include "stages/script/html_text.h"
#include "stages/script/letters.h"
#include "model/sentences.h"
#include "stages/script/text_input.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

using namespace script_test;
using Strings = std::vector<std::string>;

class TextInput : public ScriptTest {};

TEST_F(TextInput, RefusesWhatIsNoTextWithACodeNameAndHint) {
  struct Case {
    std::string bytes;
    std::string code;
  };
  const std::vector<Case> cases{
      {"", "source.empty"},
      {" \n\t \r\n", "source.empty"},
      {"\xEF\xBB\xBF\xC2\xA0\n", "source.empty"},
      {std::string("\x00\x01\x02\x03text", 8), "source.not_text"},
      {"\x89PNG\r\n\x1a\n....", "source.not_text"},
      {"%PDF-1.7 lots of words", "source.not_text"},
      {"PK\x03\x04 docx", "source.not_text"},
      {"caf\xE9 au lait in Latin-1", "source.not_utf8"},
      {std::string("\xFF\xFE\x00\xD8", 4), "source.not_utf8"},
      {std::string("\xFF\xFE\x41", 3), "source.not_utf8"},
      {std::string("\xFF\xFE\x00\x00\x41\x00\x00\x00", 8), "source.not_utf8"},
      {std::string(limits::source_bytes_max + 1, 'a'), "source.too_large"},
  };
  for (const Case& test : cases) {
    const std::string path = file("input.md", test.bytes);
    const auto text = read_text(path);
    ASSERT_FALSE(text.has_value()) << test.code;
    EXPECT_EQ(text.error().code, test.code);
    EXPECT_NE(text.error().message.find(path), std::string::npos) << text.error().message;
    EXPECT_FALSE(text.error().hint.empty());
  }
  EXPECT_EQ(read_text(folder / "nothing.md").error().code, "source.missing");
  EXPECT_EQ(read_text(folder).error().code, "source.is_folder");
}

TEST_F(TextInput, RefusesFiftyMegabytesWithoutReadingThem) {
  const std::string path = file("huge.md", "a");
  std::filesystem::resize_file(path, 50'000'000);  // sparse: reading it would see zeros and say "not text"
  EXPECT_EQ(read_text(path).error().code, "source.too_large");
}

TEST_F(TextInput, NormalisesMarksAndLineEnds) {
  EXPECT_EQ(*check_text("\xEF\xBB\xBFone\r\ntwo\rthree\n", "x"), "one\ntwo\nthree\n");
  EXPECT_EQ(*check_text(std::string("\xFF\xFE"
                                    "A\0\xE4\0\n\0\x3D\xD8\x00\xDE",
                                    12),
                        "x"),
            "A\xC3\xA4\n\xF0\x9F\x98\x80");
  EXPECT_EQ(*check_text(std::string("\xFE\xFF\0A\0B", 6), "x"), "AB");
}

TEST_F(TextInput, ATopicOfMarkupAloneIsEmpty) {
  Brief brief;
  for (const char* markup : {"<br>", "<b></b>", "<!-- bees -->", "&nbsp;", " "}) {
    brief.topic = markup;
    EXPECT_EQ(topic_text(brief), "") << markup;
  }
  brief.topic = "<b>Bees</b>";
  EXPECT_EQ(topic_text(brief), "Bees");
}

TEST_F(TextInput, PictureLinksBecomeAbsoluteOnlyWhereTheFileIs) {
  file("bee hive.jpg", "x");
  file("bee.jpg", "x");
  const std::string path = std::filesystem::weakly_canonical(folder).string();
  EXPECT_EQ(
      with_absolute_pictures(
          "a ![bee](bee.jpg) b ![](<bee hive.jpg>) ![no](cat.jpg) ![web](https://x.org/y.png) ![open](bee",
          folder),
      "a ![bee](<" + path + "/bee.jpg>) b ![](<" + path +
          "/bee hive.jpg>) ![no](cat.jpg) ![web](https://x.org/y.png) ![open](bee");
}

TEST(Sentences, EndWhereAReaderWouldStop) {
  struct Case {
    std::string text;
    Strings sentences;
    std::string lang = "en";
  };
  const std::vector<Case> cases{
      {"One. Two! Three? Four", {"One.", "Two!", "Three?", "Four"}},
      {"Dr. Smith met Mr. J. R. R. Tolkien at 3.14 p.m. sharp.",
       {"Dr. Smith met Mr. J. R. R. Tolkien at 3.14 p.m. sharp."}},
      {"It costs 2.50 euros. Buy it.", {"It costs 2.50 euros.", "Buy it."}},
      {"\"Stop!\" he said. \"Why?\" she asked.", {"\"Stop!\" he said.", "\"Why?\" she asked."}},
      {"He said \"Stop.\" Then he left.", {"He said \"Stop.\"", "Then he left."}},
      {"See example.org for more. Or ask.", {"See example.org for more.", "Or ask."}},
      {"Bees, e.g. honeybees, dance. They do, i.e. they waggle.",
       {"Bees, e.g. honeybees, dance.", "They do, i.e. they waggle."}},
      {"Fruit, nuts, etc. are sold. Tea etc. The end.",
       {"Fruit, nuts, etc. are sold.", "Tea etc.", "The end."}},
      {"The U.S. Senate met. It was in the U.S. The vote failed.",
       {"The U.S. Senate met.", "It was in the U.S.", "The vote failed."}},
      {"Wait... what? Yes\u2026 Then we left.", {"Wait... what?", "Yes\u2026", "Then we left."}},
      {"See No. 5. The answer is no. The end.", {"See No. 5.", "The answer is no.", "The end."}},
      {"水は循環する。雲になる！本当？はい", {"水は循環する。", "雲になる！", "本当？", "はい"}, "ja"},
      {"Am 3. Oktober, z. B. in Bayern. Danach nicht.",
       {"Am 3. Oktober, z. B. in Bayern.", "Danach nicht."},
       "de"},
      {"هل تعلم؟ نعم.", {"هل تعلم؟", "نعم."}, "ar"},
      {"पानी बहता है। फिर गिरता है।", {"पानी बहता है।", "फिर गिरता है।"}, "hi"},
      {"  many   blanks\nand\tlines.  ", {"many blanks and lines."}},
      {"", {}},
      {"...", {"..."}},
  };
  for (const Case& test : cases)
    EXPECT_EQ(split_sentences(test.text, test.lang), test.sentences) << test.text;
}

TEST(Sentences, LongOnesComeApartAtClausesWithTheSameWords) {
  const std::string sentence =
      "The bee carries the nectar home in a stomach of its own, and the other bees pass it from mouth to "
      "mouth for half an hour until "
      "most of the water is gone; they fan it with their wings.";
  const auto pieces = split_clauses(sentence, 15, "en");
  ASSERT_EQ(pieces.size(), 3U);
  EXPECT_EQ(
      pieces[1],
      "And the other bees pass it from mouth to mouth for half an hour until most of the water is gone.");
  Strings before = words_of(fold_case(sentence));
  Strings after;
  for (const std::string& piece : pieces) {
    for (std::string& word : words_of(fold_case(piece))) after.push_back(std::move(word));
  }
  EXPECT_EQ(after, before);
  EXPECT_EQ(split_clauses("Short, and it stays.", 15, "en"), Strings{"Short, and it stays."});
}

TEST(Sentences, BreathsKeepEveryCharacter) {
  std::string text;
  for (int i = 0; i < 200; ++i)
    text += (i == 0 ? "" : " ") + std::string("w\u00F6rd") + std::to_string(i) + (i % 7 == 0 ? "," : "");
  std::string joined;
  for (const std::string& piece : cut_to_breaths(text, 90)) {
    EXPECT_LE(piece.size(), 200U);
    joined += (joined.empty() ? "" : " ") + piece;
  }
  EXPECT_EQ(joined, text);
  EXPECT_EQ(cut_to_breaths(std::string(1000, 'a'), 300).size(), 4U);
}

TEST(Sentences, EndMarksAreAddedOnlyWhereMissing) {
  EXPECT_EQ(with_end_mark("Roast it"), "Roast it.");
  EXPECT_EQ(with_end_mark("Roast it!"), "Roast it!");
  EXPECT_EQ(with_end_mark("\"Roast it.\""), "\"Roast it.\"");
  EXPECT_EQ(with_end_mark("Grind:"), "Grind.");
  EXPECT_EQ(with_end_mark("水"), "水。");
  EXPECT_EQ(without_end_mark("Really?!"), "Really");
  EXPECT_EQ(with_capital("élan"), "Élan");
  EXPECT_EQ(with_capital("(bee)"), "(Bee)");
}

TEST(Words, AreCutInAnyScript) {
  EXPECT_EQ(words_of("Don't stop: re-use it, 42 times."),
            (Strings{"Don't", "stop", "re-use", "it", "42", "times"}));
  EXPECT_EQ(words_of("水循環 ok"), (Strings{"水循", "循環", "ok"}));
  EXPECT_EQ(words_of("Привет, мир!"), (Strings{"Привет", "мир"}));
  EXPECT_EQ(fold_case("ÄÖÜ ΑΒΓ ЖЁ Ž"), "äöü αβγ жё ž");
  EXPECT_EQ(stem_of("Volcanoes", "en"), stem_of("volcano", "en"));
  EXPECT_TRUE(is_stop_word("und", "de-AT"));
  EXPECT_FALSE(is_stop_word("und", "en"));
}

class Documents : public ScriptTest {};

TEST_F(Documents, MarkdownBecomesSectionsAndOnlyText) {
  file("bee.png", "x");
  const auto document = read_document(
      "# Bees *and* honey\n\nIntro with a [link](http://x.org), `code` and ![picture](bee.png) "
      "more[^1].\n\n## Work\n\n> Quoted line\n> goes on.\n\n"
      "```\nint main();\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- [x] two\n  - inner\n\n1. "
      "first\n\n<div>Html <b>text</b></div>\n\n"
      "[^1]: A footnote.\n\n## References\n\n- nobody\n",
      Reading::article, folder);
  EXPECT_EQ(document.title, "Bees and honey");
  ASSERT_EQ(document.sections.size(), 2U);
  EXPECT_EQ(document.sections[0].blocks[0].text, "Intro with a link, code and more.");
  EXPECT_EQ(document.sections[0].picture, (folder / "bee.png").string());
  const auto& work = document.sections[1];
  EXPECT_EQ(work.heading, "Work");
  ASSERT_EQ(work.blocks.size(), 4U);
  EXPECT_EQ(work.blocks[0].text, "Quoted line goes on.");
  EXPECT_EQ(work.blocks[1].items, (Strings{"one", "two", "inner"}));
  EXPECT_EQ(work.blocks[2].items, Strings{"first"});
  EXPECT_EQ(work.blocks[3].text, "Html text");
}

TEST_F(Documents, FrontMatterGivesTheTitle) {
  EXPECT_EQ(
      read_document("---\ntitle: \"On bees\"\nauthor: X\n---\n\nText.\n", Reading::script, folder).title,
      "On bees");
  const auto rule = read_document("---\n\nText.\n", Reading::script, folder);
  ASSERT_EQ(rule.sections.size(), 1U);
  EXPECT_EQ(rule.sections[0].blocks[0].text, "Text.");
}

TEST_F(Documents, IndentedPlainTextIsNoCode) {
  const auto document =
      read_document("First.\n\n     The indented paragraph is said, too.\n", Reading::script, folder);
  ASSERT_EQ(document.sections[0].blocks.size(), 2U);
  EXPECT_EQ(document.sections[0].blocks[1].text, "The indented paragraph is said, too.");
}

TEST_F(Documents, CodeIsNeverSaid) {
  const std::string text =
      "Before it.\n\n```sh\nmake all of it.\n```\n\n- one\n\n      import numpy as np.\n\n- two\n\n  "
      "~~~\n  print hello\n  ~~~\n\n"
      "1. three\n\n       let it run.\n\n<pre>\nsudo rm it all\n</pre>\n\n> ```\n> quoted code\n> ```\n";
  for (const Reading reading : {Reading::script, Reading::article}) {
    const auto document = read_document(text, reading, folder);
    ASSERT_EQ(document.sections.size(), 1U);
    const auto& blocks = document.sections[0].blocks;
    ASSERT_EQ(blocks.size(), 3U);
    EXPECT_EQ(blocks[0].text, "Before it.");
    EXPECT_EQ(blocks[1].items, (Strings{"one", "two"}));
    EXPECT_EQ(blocks[2].items, Strings{"three"});
  }
  const auto article = read_document("So:\n\n    for word in words\n    say it\n", Reading::article, folder);
  EXPECT_EQ(article.sections.at(0).blocks.size(), 1U);
}

TEST(HtmlLines, LoseTheirTags) {
  EXPECT_EQ(without_tags("<b>Bees</b> &amp; <a href=\"x\">honey</a>"), "Bees & honey");
  EXPECT_EQ(without_tags("<script>alert(1)</script><h1>Bees</h1><!-- no -->"), "Bees");
  EXPECT_EQ(without_tags("<ul><li>Bees</li><li>Honey</li></ul>"), "Bees Honey");
  EXPECT_EQ(without_tags("<h1>Bees</h1>make <table><tr><td>wax</td><td>honey</td></tr></table>"),
            "Bees make wax honey");
  EXPECT_EQ(without_tags("b<b>e</b>es"), "bees");
  for (const char* kept : {"a < b", "a <b and c> d", "1<2>0", "<", "I <3 bees", "x <bees> y"})
    EXPECT_EQ(without_tags(kept), kept);
}

TEST_F(Documents, PlainTextHeadingsAreRecognisedInArticlesOnly) {
  const std::string text =
      "All about tea\n\nTea is a drink made of leaves.\n\nThe harvest\n\nLeaves are picked by hand.\n";
  const auto article = read_document(text, Reading::article, folder);
  EXPECT_EQ(article.title, "All about tea");
  ASSERT_EQ(article.sections.size(), 2U);
  EXPECT_EQ(article.sections[1].heading, "The harvest");
  EXPECT_EQ(read_document(text, Reading::script, folder).sections.at(0).blocks.size(), 4U);
}

TEST_F(Documents, PastedWebPageIsReadAsText) {
  const std::string page =
      "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><nav><a "
      "href=x>Menu</a></nav><h1>Tea &amp; time</h1>"
      "<p>Tea is <b>hot</b>.</p><script>var x = "
      "'<p>no</p>';</script><ul><li>green</li><li>black</li></ul><h2>Then</h2><p>Drink it.</p></body></html>";
  EXPECT_TRUE(looks_like_html(page));
  EXPECT_FALSE(looks_like_html("Is 3 < 4? <p> is a tag."));
  const auto document = read_document(page, Reading::article, folder);
  EXPECT_EQ(document.title, "Tea & time");
  ASSERT_EQ(document.sections.size(), 2U);
  EXPECT_EQ(document.sections[0].blocks.at(0).text, "Tea is hot.");
  EXPECT_EQ(document.sections[0].blocks.at(1).items, (Strings{"green", "black"}));
  EXPECT_EQ(document.sections[1].heading, "Then");
}

TEST_F(Documents, PreformattedProseIsSaidAndCodeIsNot) {
  const std::string prose = "Bees &amp; wasps live\n  in <b>nests</b>.\n\nThey fly out to find food.\n";
  const auto page = read_document("<html><body><pre>\n" + prose + "</pre><pre>x = f(1);</pre></body></html>",
                                  Reading::article, folder);
  ASSERT_EQ(page.sections.size(), 1U);
  ASSERT_EQ(page.sections[0].blocks.size(), 2U);
  EXPECT_EQ(page.sections[0].blocks[0].text, "Bees & wasps live in nests.");
  EXPECT_EQ(page.sections[0].blocks[1].text, "They fly out to find food.");
  const auto alone = read_document("<pre>\n" + prose + "</pre>\n", Reading::article, folder);
  ASSERT_EQ(alone.sections.size(), 1U);
  EXPECT_EQ(alone.sections[0].blocks.at(0).text, "Bees & wasps live in nests. They fly out to find food.");
}

TEST_F(Documents, HostileNestingIsReadInTime) {
  for (const char* unit : {"[", ">", "> ", "- ", "*a **a ", "![", "<!--", "<p>", "`", "[a](b", "(", "_a",
                           "<nav>", "<pre>a b. "}) {
    std::string text;
    while (text.size() < 200'000) text += unit;
    const auto document = read_document(text, Reading::script, folder);
    EXPECT_LE(document.sections.size(), 1U) << unit;
  }
}

TEST_F(Documents, FrontMatterTitleLeavesTheHeadingInTheText) {
  const auto document =
      read_document("---\ntitle: On bees\n---\n\n# How bees live\n\nText.\n", Reading::script, folder);
  EXPECT_EQ(document.title, "On bees");
  ASSERT_EQ(document.sections.size(), 1U);
  EXPECT_EQ(document.sections[0].heading, "How bees live");
}

TEST(Letters, SayWhichLanguageATextMustBeIn) {
  const auto lang = [](std::string_view text) {
    const auto letters = foreign_letters(text);
    return letters ? letters->lang : std::string_view();
  };
  EXPECT_EQ(lang("תולדות ירושלים"), "he");
  EXPECT_EQ(lang("تاريخ القدس"), "ar");
  EXPECT_EQ(lang("日本の歴史"), "ja");
  EXPECT_EQ(lang("人工智能的历史"), "zh");
  EXPECT_EQ(lang("한국의 역사"), "ko");
  EXPECT_EQ(lang("भारत का इतिहास"), "hi");
  EXPECT_EQ(lang("История Москвы и NASA"), "ru");
  EXPECT_EQ(lang("Η ιστορία"), "el");
  EXPECT_EQ(lang("ประวัติศาสตร์"), "th");
  EXPECT_EQ(lang("The word шалом in Hebrew"), "");
  EXPECT_EQ(lang("Über Bienen, naïve œuvres"), "");
  EXPECT_EQ(lang("1234 🎉"), "");
}

}  // namespace
}  // namespace reelwright::stages
