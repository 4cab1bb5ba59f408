// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/words.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace reelwright::stages {
namespace {

struct StopWords {
  std::string_view lang;
  std::string_view words;  ///< each between blanks
};

constexpr std::array<StopWords, 7> stop_words{{
    {"en",
     " a an the and or but nor so yet if then than as at by for from in into of off on onto out over to up "
     "with without within about above "
     "across after again against all also although always am among any are aren't be became because become "
     "becomes been before being below "
     "between both can cannot can't could did do does doesn't doing don't done down during each either else "
     "even ever every few first for "
     "further get gets give given go goes had has have having he her here hers herself him himself his how "
     "however i i'm isn't it it's its "
     "itself just know last least less let let's like made make makes many may me might mine more most much "
     "must my myself near need neither "
     "never new next no none not nothing now often one once only other others our ours own per perhaps put "
     "quite rather really same see "
     "seem seems several shall she should since some something still such take taken that that's their "
     "theirs them themselves there "
     "these they thing things this those though through thus together too toward towards under until upon us "
     "use used uses using usually "
     "very via was way well were what when where whether which while who whole whom whose why will with "
     "would yes you your yours yourself "
     "two three "},
    {"de",
     " der die das den dem des ein eine einen einem einer eines und oder aber denn doch sondern wenn als wie "
     "so zu zum zur in im an am auf aus "
     "bei mit nach von vom vor für über unter um durch gegen ohne bis ist sind war waren wird werden wurde "
     "wurden hat haben hatte kann "
     "können soll muss müssen nicht kein keine auch nur noch schon sehr mehr man er sie es wir ihr ich du "
     "sich ihre ihrer ihren sein seine "
     "seiner dieser diese dieses diesem diesen was wer wo warum dass damit dabei da dann hier etwa alle "
     "alles viel viele beim welche "},
    {"fr",
     " le la les l un une des de du d et ou mais donc car ni si que qui quoi dont où à au aux en dans par "
     "pour sur sous avec sans entre vers "
     "chez est sont était étaient être a ont avait avoir fait faire peut peuvent ne pas plus moins très "
     "aussi il elle ils elles on nous "
     "vous je tu se s ce cet cette ces son sa ses leur leurs mon ma mes notre votre y comme tout tous toute "
     "toutes même autre autres alors "
     "quand c n j qu lui "},
    {"es",
     " el la los las un una unos unas de del al y e o u pero sino porque que quien cual cuyo donde como "
     "cuando a en con por para sin sobre "
     "entre hasta desde es son era eran ser está están fue han ha hay se su sus lo le les no ni más menos "
     "muy también ya yo tú él ella "
     "ellos ellas nosotros este esta estos estas ese esa eso esto todo toda todos todas otro otra otros "
     "otras si puede pueden me te mi "},
    {"it",
     " il lo la i gli le l un uno una di a da in con su per tra fra e o ma se che chi cui non come quando "
     "dove perché del dello della dei "
     "degli delle al allo alla ai agli alle dal dalla dai dalle nel nella nei nelle sul sulla è sono era "
     "erano essere ha hanno aveva si ci "
     "ne più meno molto anche già questo questa questi queste quello quella suo sua suoi sue loro tutto "
     "tutti può possono "},
    {"pt",
     " o a os as um uma uns umas de do da dos das em no na nos nas por para com sem sobre entre até e ou mas "
     "se que quem qual onde como "
     "quando porque é são era eram ser está estão foi foram tem têm há ao aos à às não mais menos muito "
     "também já ele ela eles elas eu nós "
     "este esta estes estas esse essa isso isto seu sua seus suas todo toda todos todas outro outra pode "
     "podem lhe pelo pela "},
    {"nl",
     " de het een en of maar want dus als dat die dit deze wat wie waar hoe waarom wanneer in op aan bij met "
     "van voor naar uit over onder "
     "door tegen zonder tot om te is zijn was waren wordt worden werd werden heeft hebben had kan kunnen zal "
     "moet moeten niet geen ook nog "
     "al zeer meer hij zij ze wij we ik je jij u hun haar zich er daar hier dan toen veel alle alles zo "},
}};

bool joins_words(char32_t c) { return c == '\'' || c == 0x2019 || c == '-' || c == 0x2010 || c == 0x2011; }

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  std::string dense;  // the last dense character, waiting for its neighbour
  bool dense_alone = false;
  const auto flush = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
    if (dense_alone) words.push_back(dense);
    dense.clear();
    dense_alone = false;
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8_next(text, at);
    if (is_dense_script(c)) {
      if (!word.empty()) flush();
      std::string now;
      append_utf8(now, c);
      if (!dense.empty()) words.push_back(dense + now);
      dense_alone = dense.empty();
      dense = std::move(now);
    } else if (is_word_character(c)) {
      if (!dense.empty()) flush();
      append_utf8(word, c);
    } else {
      std::size_t ahead = at;
      const bool inside =
          !word.empty() && joins_words(c) && at < text.size() && is_word_character(utf8_next(text, ahead));
      if (inside) {
        append_utf8(word, c == 0x2019 ? U'\'' : c);
      } else {
        flush();
      }
    }
  }
  flush();
  return words;
}

bool names_one(std::string_view text, const std::vector<std::string>& names) {
  const auto spaced = [](std::string_view part) {
    const auto words = words_of(part);
    return " " + joined(words, 0, words.size()) + " ";
  };
  const std::string all = spaced(text);
  return std::ranges::any_of(
      names, [&](const std::string& name) { return all.find(spaced(name)) != std::string::npos; });
}

std::string without_brackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth == 0) {
      const bool joins = (c == ',' || c == ';' || c == ' ' || c == ':') && !out.empty() && out.back() == ' ';
      if (joins) out.pop_back();
      out += c;
    }
    if (c == ')' && depth > 0) --depth;
  }
  return depth == 0 ? out : std::string(text);
}

bool is_stop_word(std::string_view word, std::string_view lang) {
  const std::string primary = primary_language(lang);
  const auto found = std::ranges::find(stop_words, std::string_view(primary), &StopWords::lang);
  return found != stop_words.end() && is_listed(word, found->words);
}

std::string stem_of(std::string_view word, std::string_view lang) {
  std::string stem = fold_case(word);
  if (primary_language(lang) == "en") {
    const auto drop = [&](std::string_view end, std::string_view instead, std::size_t left_min) {
      if (!stem.ends_with(end) || stem.size() < end.size() + left_min) return false;
      stem.resize(stem.size() - end.size());
      stem += instead;
      return true;
    };
    if (drop("'s", "", 1)) return stem;
    if (drop("ies", "y", 2) || drop("sses", "ss", 1) || drop("oes", "o", 2) || drop("ches", "ch", 2) ||
        drop("shes", "sh", 2) || drop("xes", "x", 2) ||
        (!stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is") && drop("s", "", 3)) ||
        drop("ing", "", 4) || drop("ed", "", 4)) {
      if (stem.ends_with("e") && stem.size() > 4) stem.pop_back();
      return stem;
    }
    if (stem.ends_with("e") && stem.size() > 4) stem.pop_back();
    return stem;
  }
  constexpr std::size_t characters_kept = 6;
  if (utf8_length(stem) > characters_kept) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < characters_kept; ++i) static_cast<void>(utf8_next(stem, at));
    stem.resize(at);
  }
  return stem;
}

}  // namespace reelwright::stages
