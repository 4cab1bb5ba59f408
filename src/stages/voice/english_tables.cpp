// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/voice/english_tables.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/utf8.h"

namespace reelwright::stages {
namespace {

struct NamedUnit {
  std::string_view symbol;
  Unit unit;
};

constexpr NamedUnit units[] = {
    {"km", {"kilometer", "kilometers"}},
    {"m", {"meter", "meters"}},
    {"cm", {"centimeter", "centimeters"}},
    {"mm", {"millimeter", "millimeters"}},
    {"µm", {"micrometer", "micrometers"}},
    {"μm", {"micrometer", "micrometers"}},
    {"nm", {"nanometer", "nanometers"}},
    {"mi", {"mile", "miles"}},
    {"ft", {"foot", "feet"}},
    {"yd", {"yard", "yards"}},
    {"kg", {"kilogram", "kilograms"}},
    {"g", {"gram", "grams"}},
    {"mg", {"milligram", "milligrams"}},
    {"µg", {"microgram", "micrograms"}},
    {"lb", {"pound", "pounds"}},
    {"lbs", {"pound", "pounds"}},
    {"oz", {"ounce", "ounces"}},
    {"L", {"liter", "liters"}},
    {"l", {"liter", "liters"}},
    {"mL", {"milliliter", "milliliters"}},
    {"ml", {"milliliter", "milliliters"}},
    {"cl", {"centiliter", "centiliters"}},
    {"h", {"hour", "hours"}},
    {"hr", {"hour", "hours"}},
    {"hrs", {"hour", "hours"}},
    {"min", {"minute", "minutes"}},
    {"mins", {"minute", "minutes"}},
    {"sec", {"second", "seconds"}},
    {"s", {"second", "seconds"}},
    {"ms", {"millisecond", "milliseconds"}},
    {"µs", {"microsecond", "microseconds"}},
    {"ns", {"nanosecond", "nanoseconds"}},
    {"yr", {"year", "years"}},
    {"yrs", {"year", "years"}},
    {"Hz", {"hertz", "hertz"}},
    {"kHz", {"kilohertz", "kilohertz"}},
    {"MHz", {"megahertz", "megahertz"}},
    {"GHz", {"gigahertz", "gigahertz"}},
    {"W", {"watt", "watts"}},
    {"kW", {"kilowatt", "kilowatts"}},
    {"MW", {"megawatt", "megawatts"}},
    {"GW", {"gigawatt", "gigawatts"}},
    {"Wh", {"watt hour", "watt hours"}},
    {"kWh", {"kilowatt hour", "kilowatt hours"}},
    {"V", {"volt", "volts"}},
    {"mV", {"millivolt", "millivolts"}},
    {"mA", {"milliamp", "milliamps"}},
    {"J", {"joule", "joules"}},
    {"kJ", {"kilojoule", "kilojoules"}},
    {"kcal", {"kilocalorie", "kilocalories"}},
    {"cal", {"calorie", "calories"}},
    {"N", {"newton", "newtons"}},
    {"Pa", {"pascal", "pascals"}},
    {"hPa", {"hectopascal", "hectopascals"}},
    {"kPa", {"kilopascal", "kilopascals"}},
    {"psi", {"PSI", "PSI"}},
    {"°C", {"degree celsius", "degrees celsius"}},
    {"°F", {"degree fahrenheit", "degrees fahrenheit"}},
    {"°", {"degree", "degrees"}},
    {"℃", {"degree celsius", "degrees celsius"}},
    {"℉", {"degree fahrenheit", "degrees fahrenheit"}},
    {"KB", {"kilobyte", "kilobytes"}},
    {"kB", {"kilobyte", "kilobytes"}},
    {"MB", {"megabyte", "megabytes"}},
    {"GB", {"gigabyte", "gigabytes"}},
    {"TB", {"terabyte", "terabytes"}},
    {"Mbps", {"megabit per second", "megabits per second"}},
    {"Gbps", {"gigabit per second", "gigabits per second"}},
    {"kbps", {"kilobit per second", "kilobits per second"}},
    {"kph", {"kilometer per hour", "kilometers per hour"}},
    {"kmh", {"kilometer per hour", "kilometers per hour"}},
    {"mph", {"mile per hour", "miles per hour"}},
    {"km²", {"square kilometer", "square kilometers"}},
    {"m²", {"square meter", "square meters"}},
    {"cm²", {"square centimeter", "square centimeters"}},
    {"m³", {"cubic meter", "cubic meters"}},
    {"cm³", {"cubic centimeter", "cubic centimeters"}},
    {"km³", {"cubic kilometer", "cubic kilometers"}},
    {"ha", {"hectare", "hectares"}},
    {"dB", {"decibel", "decibels"}},
    {"rpm", {"RPM", "RPM"}},
    {"fps", {"frame per second", "frames per second"}},
    {"bpm", {"beat per minute", "beats per minute"}},
    {"ppm", {"part per million", "parts per million"}},
    {"px", {"pixel", "pixels"}},
    {"sq", {"square", "square"}},
};

constexpr Currency currencies[] = {
    {"US$", "dollar", "dollars", "cent", "cents"},
    {"A$", "australian dollar", "australian dollars", "cent", "cents"},
    {"C$", "canadian dollar", "canadian dollars", "cent", "cents"},
    {"NZ$", "new zealand dollar", "new zealand dollars", "cent", "cents"},
    {"$", "dollar", "dollars", "cent", "cents"},
    {"€", "euro", "euros", "cent", "cents"},
    {"£", "pound", "pounds", "penny", "pence"},
    {"¥", "yen", "yen", "", ""},
    {"₹", "rupee", "rupees", "", ""},
    {"₩", "won", "won", "", ""},
    {"₽", "ruble", "rubles", "", ""},
    {"₿", "bitcoin", "bitcoins", "", ""},
    {"USD", "US dollar", "US dollars", "cent", "cents"},
    {"EUR", "euro", "euros", "cent", "cents"},
    {"GBP", "british pound", "british pounds", "penny", "pence"},
    {"JPY", "yen", "yen", "", ""},
    {"CHF", "swiss franc", "swiss francs", "", ""},
    {"CNY", "yuan", "yuan", "", ""},
    {"INR", "rupee", "rupees", "", ""},
};

using Pair = std::pair<std::string_view, std::string_view>;

constexpr Pair scales[] = {{"k", "thousand"},  {"K", "thousand"},  {"M", "million"},  {"mn", "million"},
                           {"mio", "million"}, {"B", "billion"},   {"bn", "billion"}, {"b", "billion"},
                           {"T", "trillion"},  {"tn", "trillion"}, {"m", "million"}};

constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
constexpr Pair weekdays[] = {{"mon", "monday"},     {"tue", "tuesday"},  {"tues", "tuesday"},
                             {"wed", "wednesday"},  {"thu", "thursday"}, {"thur", "thursday"},
                             {"thurs", "thursday"}, {"fri", "friday"},   {"sat", "saturday"},
                             {"sun", "sunday"}};

/// Read this way with or without a dot.
constexpr Pair abbreviations[] = {
    {"dr", "doctor"},
    {"mr", "mister"},
    {"mrs", "missus"},
    {"ms", "miz"},
    {"prof", "professor"},
    {"vs", "versus"},
    {"etc", "et cetera"},
    {"jr", "junior"},
    {"sr", "senior"},
    {"e.g", "for example"},
    {"i.e", "that is"},
    {"eg", "for example"},
    {"ie", "that is"},
    {"a.k.a", "also known as"},
    {"aka", "also known as"},
    {"w/", "with"},
    {"w/o", "without"},
    {"mt", "mount"},
    {"approx", "approximately"},
    {"blvd", "boulevard"},
    {"ph.d", "PHD"},
    {"b.c", "BC"},
    {"a.d", "AD"},
    {"b.c.e", "BCE"},
    {"c.e", "CE"},
    {"a.m", "AM"},
    {"p.m", "PM"},
};
/// Only with a dot: without one they are other words.
constexpr Pair dotted_abbreviations[] = {
    {"inc", "incorporated"},
    {"ltd", "limited"},
    {"corp", "corporation"},
    {"co", "company"},
    {"dept", "department"},
    {"est", "established"},
    {"fig", "figure"},
    {"figs", "figures"},
    {"vol", "volume"},
    {"ch", "chapter"},
    {"sec", "section"},
    {"pp", "pages"},
    {"p", "page"},
    {"ca", "circa"},
    {"c", "circa"},
    {"cf", "compare"},
    {"al", "al"},
    {"ave", "avenue"},
    {"rd", "road"},
    {"gen", "general"},
    {"gov", "governor"},
    {"sen", "senator"},
    {"rep", "representative"},
    {"capt", "captain"},
    {"lt", "lieutenant"},
    {"col", "colonel"},
    {"sgt", "sergeant"},
    {"rev", "reverend"},
    {"hon", "honorable"},
    {"max", "maximum"},
    {"min", "minimum"},
    {"avg", "average"},
    {"temp", "temperature"},
    {"univ", "university"},
    {"misc", "miscellaneous"},
    {"ed", "edition"},
    {"eds", "editors"},
    {"nos", "numbers"},
    {"jan", "january"},
    {"feb", "february"},
    {"mar", "march"},
    {"apr", "april"},
    {"aug", "august"},
    {"sept", "september"},
    {"sep", "september"},
    {"oct", "october"},
    {"nov", "november"},
    {"dec", "december"},
    {"govt", "government"},
};

constexpr std::string_view word_acronyms[] = {
    "NASA",  "NATO",   "UNESCO",   "UNICEF",  "AIDS", "LASER",   "RADAR", "SONAR", "SCUBA", "OPEC",
    "FIFA",  "UEFA",   "COVID",    "RAM",     "PIN",  "SIM",     "NOAA",  "SARS",  "CERN",  "FEMA",
    "SWAT",  "JPEG",   "NAFTA",    "ASEAN",   "WASP", "PETA",    "IKEA",  "LEGO",  "ESA",   "TED",
    "BASIC", "COBOL",  "FORTRAN",  "NASDAQ",  "OSHA", "HIPAA",   "DARPA", "ZIP",   "GIF",   "TASER",
    "NIMBY", "CRISPR", "INTERPOL", "EUROPOL", "MIDI", "CAPTCHA", "ROM",   "YAML",  "LIDAR", "MERS",
};

constexpr std::string_view common_words[] = {
    "AN",  "AM",  "AS",  "AT",  "BE",  "BY",  "DO",  "GO",  "HE",  "IF",  "IN",  "IS",  "ME",  "MY",  "NO",
    "OF",  "OH",  "OK",  "ON",  "OR",  "SO",  "TO",  "UP",  "WE",  "ALL", "AND", "ANY", "ARE", "BUT", "CAN",
    "DAY", "DID", "FOR", "GET", "HAS", "HER", "HIM", "HIS", "HOW", "ITS", "LET", "NEW", "NOT", "NOW", "OLD",
    "ONE", "OUR", "OUT", "OWN", "SAY", "SEE", "SHE", "THE", "TOO", "TWO", "USE", "WAS", "WAY", "WHO", "WHY",
    "YES", "YET", "YOU", "BIG", "END", "HOT", "RED", "TIP", "TOP", "TRY", "WIN", "BEE", "SUN", "SEA"};

constexpr std::string_view regnal_names[] = {
    "louis",    "henry",     "charles",  "philip",    "george",  "edward",    "pius",      "william",
    "richard",  "ptolemy",   "john",     "paul",      "peter",   "nicholas",  "frederick", "james",
    "alfonso",  "ivan",      "napoleon", "leo",       "gregory", "catherine", "alexander", "elizabeth",
    "mary",     "benedict",  "ramesses", "cleopatra", "otto",    "friedrich", "wilhelm",   "rudolf",
    "leopold",  "urban",     "innocent", "clement",   "darius",  "xerxes",    "harald",    "olaf",
    "thutmose", "amenhotep", "mehmed",   "murad",     "felipe"};

constexpr std::string_view numbered_nouns[] = {
    "war",   "chapter", "part",   "act",   "scene",    "section", "book",    "volume",   "phase",
    "stage", "level",   "type",   "class", "title",    "article", "apollo",  "mark",     "saturn",
    "rocky", "gemini",  "figure", "table", "unit",     "step",    "grade",   "category", "bowl",
    "game",  "episode", "season", "round", "appendix", "model",   "version", "century"};

constexpr Pair symbols[] = {
    {"&", "and"},
    {"+", "plus"},
    {"=", "equals"},
    {"@", "at"},
    {"%", "percent"},
    {"‰", "per mille"},
    {"×", "times"},
    {"÷", "divided by"},
    {"±", "plus or minus"},
    {"≈", "is about"},
    {"≠", "is not"},
    {"≤", "is at most"},
    {"≥", "is at least"},
    {"<", "is less than"},
    {">", "is more than"},
    {"°", "degrees"},
    {"§", "section"},
    {"¶", "paragraph"},
    {"€", "euros"},
    {"$", "dollars"},
    {"£", "pounds"},
    {"¥", "yen"},
    {"→", "to"},
    {"∞", "infinity"},
    {"√", "square root of"},
    {"π", "pi"},
    {"µ", "micro"},
    {"#", "number"},
    {"№", "number"},
    {"²", "squared"},
    {"³", "cubed"},
    {"~", "about"},
    {"α", "alpha"},
    {"β", "beta"},
    {"γ", "gamma"},
    {"δ", "delta"},
    {"Δ", "delta"},
    {"Ω", "ohms"},
    {"λ", "lambda"},
};

struct Fraction {
  std::string_view symbol;
  std::string_view alone;
  std::string_view after;
};
constexpr Fraction fractions[] = {{"½", "one half", "a half"},
                                  {"¼", "one quarter", "a quarter"},
                                  {"¾", "three quarters", "three quarters"},
                                  {"⅓", "one third", "a third"},
                                  {"⅔", "two thirds", "two thirds"},
                                  {"⅛", "one eighth", "an eighth"},
                                  {"⅜", "three eighths", "three eighths"},
                                  {"⅝", "five eighths", "five eighths"},
                                  {"⅞", "seven eighths", "seven eighths"},
                                  {"⅕", "one fifth", "a fifth"}};

std::string_view look_up(std::span<const Pair> table, std::string_view key) {
  const auto found = std::ranges::find(table, key, &Pair::first);
  return found == table.end() ? std::string_view{} : found->second;
}

bool contains(std::span<const std::string_view> list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

const Unit* unit_of(std::string_view symbol) {
  const auto found = std::ranges::find(units, symbol, &NamedUnit::symbol);
  return found == std::end(units) ? nullptr : &found->unit;
}

}  // namespace

std::optional<std::string> unit_words(std::string_view symbol, bool singular) {
  if (const Unit* unit = unit_of(symbol)) return std::string(singular ? unit->one : unit->many);
  const std::size_t slash = symbol.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const Unit* above = unit_of(symbol.substr(0, slash));
  std::string_view below_symbol = symbol.substr(slash + 1);
  const Unit* below = unit_of(below_symbol);
  if (above == nullptr) return std::nullopt;
  std::string_view below_word = below != nullptr ? below->one : std::string_view{};
  if (below_symbol == "day" || below_symbol == "year" || below_symbol == "person" || below_symbol == "week")
    below_word = below_symbol;
  if (below_symbol == "s²") below_word = "second squared";
  if (below_word.empty()) return std::nullopt;
  return std::string(singular ? above->one : above->many) + " per " + std::string(below_word);
}

const Currency* currency_at(std::string_view text, bool whole) {
  for (const Currency& currency : currencies) {
    const bool is_code = currency.symbol.front() >= 'A' && !currency.symbol.ends_with('$') &&
                         currency.symbol.size() == 3 &&
                         static_cast<unsigned char>(currency.symbol.front()) < 0x80;
    if (whole ? text == currency.symbol : !is_code && text.starts_with(currency.symbol)) return &currency;
  }
  return nullptr;
}

std::string_view scale_of(std::string_view suffix) {
  if (is_scale_word(suffix)) {
    constexpr std::string_view words[] = {"thousand", "million", "billion", "trillion"};
    for (const std::string_view word : words)
      if (ascii_lower(suffix) == word) return word;
  }
  return look_up(scales, suffix);
}

bool is_scale_word(std::string_view word) {
  const std::string lower = ascii_lower(word);
  return lower == "thousand" || lower == "million" || lower == "billion" || lower == "trillion";
}

std::string_view month_of(std::string_view word) {
  const std::string lower = ascii_lower(word);
  for (const std::string_view month : months)
    if (lower == month || (lower.size() == 3 && month.starts_with(lower)) ||
        (lower == "sept" && month == "september"))
      return month;
  return {};
}

std::string_view month_name(int month) {
  return month >= 1 && month <= 12 ? months[static_cast<std::size_t>(month - 1)] : std::string_view{};
}

std::string_view weekday_of(std::string_view word) { return look_up(weekdays, ascii_lower(word)); }

std::string_view abbreviation_of(std::string_view word, bool dotted) {
  const std::string lower = ascii_lower(word);
  const std::string_view always = look_up(abbreviations, lower);
  if (!always.empty()) {
    // "MS", "EG", "SR" in capitals are acronyms, "Mt" is Mount but "mt" is not.
    const bool is_capitals = word.size() > 1 && word == [&] {
      std::string upper = lower;
      for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
      return upper;
    }();
    const bool is_plain_word = lower.find('.') == std::string::npos && lower.find('/') == std::string::npos;
    if (is_plain_word && is_capitals) return {};
    if ((lower == "mt" || lower == "ms" || lower == "mr" || lower == "dr" || lower == "sr" ||
         lower == "jr") &&
        word == lower)
      return {};
    return always;
  }
  return dotted ? look_up(dotted_abbreviations, lower) : std::string_view{};
}

bool is_word_acronym(std::string_view capitals) { return contains(word_acronyms, capitals); }
bool is_common_word(std::string_view capitals) { return contains(common_words, capitals); }
bool is_regnal_name(std::string_view word) { return contains(regnal_names, ascii_lower(word)); }
bool is_numbered_noun(std::string_view word) { return contains(numbered_nouns, ascii_lower(word)); }
std::string_view symbol_words(std::string_view symbol) { return look_up(symbols, symbol); }

std::string_view vulgar_fraction(std::string_view symbol, bool after_number) {
  const auto found = std::ranges::find(fractions, symbol, &Fraction::symbol);
  if (found == std::end(fractions)) return {};
  return after_number ? found->after : found->alone;
}

}  // namespace reelwright::stages
