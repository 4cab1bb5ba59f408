// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/normaliser.h"

#include <gtest/gtest.h>

namespace reelwright::stages {
namespace {

struct Row {
  const char* written;
  const char* spoken;
};

constexpr Row table[] = {
    // Money
    {"It costs $500.", "it costs five hundred dollars."},
    {"$500", "five hundred dollars"},
    {"$1", "one dollar"},
    {"It was $1.50, not €3.50!", "it was one dollar and fifty cents, not three euros and fifty cents!"},
    {"$0.99", "ninety nine cents"},
    {"£1.01", "one pound and one penny"},
    {"$2 million", "two million dollars"},
    {"$2.5 billion a year", "two point five billion dollars a year"},
    {"£1,200", "one thousand two hundred pounds"},
    {"$5-10", "five to ten dollars"},
    {"$5–$10", "five to ten dollars"},
    {"$3M", "three million dollars"},
    {"$40k", "forty thousand dollars"},
    {"500 €", "five hundred euros"},
    {"€ 500", "five hundred euros"},
    {"500€", "five hundred euros"},
    {"20 USD", "twenty U S dollars"},
    {"¥1000", "one thousand yen"},
    {"$10/month", "ten dollars per month"},
    {"-$5", "minus five dollars"},
    {"US$20", "twenty dollars"},
    {"($500)", "five hundred dollars"},
    // Cardinals
    {"0", "zero"},
    {"7 bees", "seven bees"},
    {"42", "forty two"},
    {"100", "one hundred"},
    {"365 days", "three hundred sixty five days"},
    {"1,000", "one thousand"},
    {"12,345", "twelve thousand three hundred forty five"},
    {"1,000,000", "one million"},
    {"1.000.000", "one million"},
    {"2,500,000,000", "two billion five hundred million"},
    {"1,000,000,000,000", "one trillion"},
    {"3.14", "three point one four"},
    {".5", "zero point five"},
    {"-5", "minus five"},
    {"−40", "minus forty"},
    {"007", "zero zero seven"},
    {"2 million", "two million"},
    {"10k", "ten thousand"},
    {"8bn", "eight billion"},
    // Ordinals
    {"1st", "first"},
    {"the 22nd day", "the twenty second day"},
    {"3rd", "third"},
    {"20th century", "twentieth century"},
    {"100th", "one hundredth"},
    {"a 19th-century house", "a nineteenth century house"},
    // Years and decades
    {"in 1999", "in nineteen ninety nine"},
    {"in 2026", "in twenty twenty six"},
    {"in 2005", "in two thousand five"},
    {"in 2000", "in two thousand"},
    {"in 1900", "in nineteen hundred"},
    {"in 1905", "in nineteen oh five"},
    {"the 1800s", "the eighteen hundreds"},
    {"the 1980s", "the nineteen eighties"},
    {"the '80s", "the eighties"},
    {"1939–1945", "nineteen thirty nine to nineteen forty five"},
    {"1939-45", "nineteen thirty nine to forty five"},
    {"44 BC", "forty four B C"},
    // Dates
    {"22 Nov 2026", "the twenty second of november twenty twenty six"},
    {"Nov 22, 2026", "november twenty second, twenty twenty six"},
    {"Nov. 22", "november twenty second"},
    {"2026-11-22", "november twenty second twenty twenty six"},
    {"11/22/2026", "november twenty second twenty twenty six"},
    {"22.11.2026", "november twenty second twenty twenty six"},
    {"the 4th of July", "the fourth of july"},
    {"March 2020", "march twenty twenty"},
    {"May 5", "may fifth"},
    {"You may 5 times", "you may five times"},
    {"September 1, 1939.", "september first, nineteen thirty nine."},
    // Times
    {"14:30", "fourteen thirty"},
    {"at 3 pm", "at three P M"},
    {"at 3pm", "at three P M"},
    {"9:00", "nine o'clock"},
    {"9:05 a.m.", "nine oh five A M."},
    {"9:00 am sharp", "nine A M sharp"},
    {"10:30pm", "ten thirty P M"},
    {"a 3:1 win", "a three to one win"},
    {"At 8 a.m. we start", "at eight A M we start"},
    // Units
    {"5 km", "five kilometers"},
    {"1 km", "one kilometer"},
    {"5km", "five kilometers"},
    {"20 °C", "twenty degrees celsius"},
    {"20°C", "twenty degrees celsius"},
    {"-3 °C", "minus three degrees celsius"},
    {"100 km/h", "one hundred kilometers per hour"},
    {"3 kg", "three kilograms"},
    {"50%", "fifty percent"},
    {"50 %", "fifty percent"},
    {"10-20%", "ten to twenty percent"},
    {"9.8 m/s²", "nine point eight meters per second squared"},
    {"45°", "forty five degrees"},
    {"16GB", "sixteen gigabytes"},
    {"100 m²", "one hundred square meters"},
    {"5x faster", "five times faster"},
    {"a 5-km run", "a five kilometer run"},
    {"a 5-year-old", "a five year old"},
    {"1920x1080", "one thousand nine hundred twenty by one thousand eighty"},
    {"3.5 kg.", "three point five kilograms."},
    // Ranges and fractions
    {"10-20", "ten to twenty"},
    {"10–20 bees", "ten to twenty bees"},
    {"10 – 20", "ten to twenty"},
    {"1/2", "one half"},
    {"3/4 cup", "three quarters cup"},
    {"2/3", "two thirds"},
    {"1/10", "one tenth"},
    {"2 1/2 cups", "two and one half cups"},
    {"1½ cups", "one and a half cups"},
    {"½", "one half"},
    {"24/7", "twenty four seven"},
    // Abbreviations
    {"Dr. Smith met Mr. Jones.", "doctor smith met mister jones."},
    {"Mrs. Lee", "missus lee"},
    {"bees, e.g. honey bees", "bees, for example, honey bees"},
    {"i.e. all", "that is, all"},
    {"cats, dogs, etc.", "cats, dogs, et cetera."},
    {"bees vs. wasps", "bees versus wasps"},
    {"St. Paul", "saint paul"},
    {"Main St.", "main street."},
    {"No. 5", "number five"},
    {"No.", "no."},
    {"U.S. bees", "U S bees"},
    {"J. K. Rowling", "J K rowling"},
    {"approx. 5", "approximately five"},
    {"Fig. 3", "figure three"},
    {"Prof. Bee, Ph.D.", "professor bee, P H D."},
    {"Jane Doe et al. found", "jane doe et al found"},
    // Acronyms and mixtures
    {"NASA and the FBI", "nasa and the F B I"},
    {"the FBI's DVDs", "the F B I's D V D's"},
    {"HTML", "H T M L"},
    {"UNESCO", "unesco"},
    {"THIS IS NOT A DRILL", "this is not a drill"},
    {"COVID-19", "covid nineteen"},
    {"H2O", "H two O"},
    {"CO2", "C O two"},
    {"MP3", "M P three"},
    {"5G", "five G"},
    {"4K", "four K"},
    {"A4", "A four"},
    {"R&D", "R and D"},
    {"C++ and C#", "C plus plus and C sharp"},
    {"YouTube", "you tube"},
    {"McDonald", "mcdonald"},
    {"vitamin C", "vitamin C"},
    {"I am", "i am"},
    {"A bee", "a bee"},
    // Addresses and numbers to dial
    {"www.example.com", "W W W dot example dot com"},
    {"https://example.org/bees", "example dot org slash bees"},
    {"info@example.com", "info at example dot com"},
    {"555-123-4567", "five five five one two three four five six seven"},
    {"+49-30-1234567", "plus four nine three zero one two three four five six seven"},
    {"version 1.2.3", "version one point two point three"},
    // Symbols
    {"salt & pepper", "salt and pepper"},
    {"1 + 1 = 2", "one plus one equals two"},
    {"#1", "number one"},
    {"#bees", "hashtag bees"},
    {"@maria", "at maria"},
    {"~5", "about five"},
    {">5", "more than five"},
    {"and/or", "and or"},
    {"3×4", "three times four"},
    {"10^6", "ten to the power of six"},
    // Roman numerals
    {"World War II ended", "world war two ended"},
    {"Henry VIII", "henry the eighth"},
    {"Chapter IV", "chapter four"},
    {"Louis XIV's palace", "louis the fourteenth's palace"},
    {"Apollo I", "apollo one"},
    {"Then I went", "then i went"},
    // What only surrounds
    {"“Hello,” she said.", "hello, she said."},
    {"(bees)", "bees"},
    {"**bold** text", "bold text"},
    {"bees — and wasps", "bees, and wasps"},
    {"bees—and wasps", "bees, and wasps"},
    {"well-known", "well known"},
    {"Bees 🐝 are great!", "bees are great!"},
    {"🐝🐝", ""},
    {"⌚ ⏳ ✓ © bees", "bees"},
    {"...", ""},
    {"Wait… what?", "wait, what?"},
    {"it’s", "it's"},
    {"café", "café"},
    {"don't", "don't"},
    {"[1]", "one"},
};

TEST(Normaliser, ReadsEnglishAsPeopleDo) {
  for (const Row& row : table)
    EXPECT_EQ(to_text(normalise(row.written, "en", {}).words), row.spoken) << row.written;
}

TEST(Normaliser, KeepsWhichTokenEachWordBelongsTo) {
  const SpokenSentence sentence = normalise("Bees earn $2 million, on 22 Nov 2026.", "en-US", {});
  ASSERT_EQ(sentence.tokens,
            (std::vector<std::string>{"Bees", "earn", "$2", "million,", "on", "22", "Nov", "2026."}));
  std::vector<std::string> of_token(sentence.tokens.size());
  std::size_t previous = 0;
  for (const SpokenWord& word : sentence.words) {
    EXPECT_GE(word.token, previous);
    previous = word.token;
    of_token[word.token] += (of_token[word.token].empty() ? "" : " ") + word.text;
  }
  EXPECT_EQ(of_token, (std::vector<std::string>{"bees", "earn", "two", "million dollars", "on",
                                                "the twenty second of", "november", "twenty twenty six"}));
}

TEST(Normaliser, EveryRowKeepsTokensInOrder) {
  for (const Row& row : table) {
    const SpokenSentence sentence = normalise(row.written, "en", {});
    std::size_t previous = 0;
    for (const SpokenWord& word : sentence.words) {
      EXPECT_GE(word.token, previous) << row.written;
      EXPECT_LT(word.token, sentence.tokens.size()) << row.written;
      EXPECT_FALSE(word.text.empty()) << row.written;
      previous = word.token;
    }
  }
}

TEST(Normaliser, LeavesNumbersOfOtherLanguagesToTheSynthesiser) {
  EXPECT_EQ(to_text(normalise("Die Bienen kosten 500 € 🐝 (heute).", "de", {}).words),
            "Die Bienen kosten 500 € heute.");
}

TEST(Normaliser, CutsScriptsWithoutSpacesWhereCaptionsMayBreak) {
  const SpokenSentence sentence =
      normalise("蜜蜂采集花蜜，然后酿成蜂蜜。蜜蜂也为许多植物授粉并且帮助它们生长", "zh", {});
  ASSERT_GE(sentence.tokens.size(), 4U);
  EXPECT_EQ(sentence.tokens[0], "蜜蜂采集花蜜，");
  EXPECT_EQ(sentence.tokens[1], "然后酿成蜂蜜。");
  std::string joined;
  for (const std::string& token : sentence.tokens) joined += token;
  EXPECT_EQ(joined, "蜜蜂采集花蜜，然后酿成蜂蜜。蜜蜂也为许多植物授粉并且帮助它们生长");
}

TEST(Lexicon, IsCheckedBeforeEveryOtherRule) {
  const auto lexicon =
      Lexicon::parse("# names\nSiobhan = shiv awn\nFBI = the bureau\nnew york = noo yawk\n$500=a lot\n");
  ASSERT_TRUE(lexicon);
  EXPECT_EQ(to_text(normalise("Siobhan, of the FBI, has $500 in New York.", "en", *lexicon).words),
            "shiv awn, of the the bureau, has a lot in noo yawk.");
}

TEST(Lexicon, NamesTheLineItCannotRead) {
  const auto lexicon = Lexicon::parse("a = b\n\nnonsense\n");
  ASSERT_FALSE(lexicon);
  EXPECT_EQ(lexicon.error().code, "voice.lexicon");
  EXPECT_NE(lexicon.error().message.find("Line 3"), std::string::npos);
}

TEST(Lexicon, MissingFileIsEmpty) {
  const auto lexicon = Lexicon::load("/nonexistent/lexicon.txt");
  ASSERT_TRUE(lexicon);
  EXPECT_TRUE(lexicon->empty());
}

}  // namespace
}  // namespace reelwright::stages
