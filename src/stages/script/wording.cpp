// SPDX-License-Identifier: GPL-3.0-or-later
#include "stages/script/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/check.h"
#include "base/utf8.h"
#include "model/sentences.h"
#include "stages/script/words.h"

namespace reelwright::stages {
namespace {

struct ToneWords {
  Tone tone;
  std::string_view words;  ///< what people write for it, each between blanks
};
constexpr std::array<ToneWords, 5> tone_words{{
    {Tone::friendly,
     " friendly casual warm playful funny fun humorous conversational cheerful informal kind light "
     "lighthearted "},
    {Tone::formal,
     " formal professional serious academic business official corporate authoritative scientific sober "},
    {Tone::energetic,
     " energetic exciting excited upbeat enthusiastic dynamic lively bold inspiring motivating motivational "
     "punchy dramatic "},
    {Tone::calm, " calm soothing gentle relaxed slow quiet thoughtful reflective poetic "},
    {Tone::plain, " plain neutral normal simple informative factual clear objective "},
}};
struct AudienceWords {
  Audience audience;
  std::string_view words;
};
constexpr std::array<AudienceWords, 4> audience_words{{
    {Audience::children,
     " child children kid kids pupil pupils preschool kindergarten toddlers primary elementary "},
    {Audience::experts,
     " expert experts professional professionals specialist specialists engineer engineers scientist "
     "scientists researcher "
     "researchers doctors physicians lawyers developers advanced "},
    {Audience::beginners,
     " beginner beginners newcomer newcomers student students novice novices learner learners starters "
     "layperson "},
    {Audience::general, " general everyone everybody anyone all public "},
}};

using Choices = std::span<const std::string_view>;

std::string pick(Choices choices, std::uint64_t seed) { return std::string(choices[seed % choices.size()]); }

bool is_question(std::string_view subject) {
  constexpr std::array<std::string_view, 6> words{"how ", "why ", "what ", "when ", "where ", "who "};
  return std::ranges::any_of(words, [&](std::string_view word) { return subject.starts_with(word); });
}

/// "why is the sky blue", not "why the sky is blue".
bool is_direct_question(std::string_view subject) {
  constexpr std::string_view verbs =
      " is are was were do does did can could will would should has have had may might must isn't aren't "
      "don't "
      "doesn't can't won't ";
  const auto words = words_of(subject);
  return words.size() > 2 && is_question(subject) && is_listed(fold_case(words[1]), verbs);
}

struct Localised {
  std::string_view lang;
  std::string_view recap;
  std::string_view hook;  ///< {0}: the topic
  std::string_view unknown;
  std::array<std::string_view, 5> points;
  std::array<std::string_view, 5> advice;
  std::string_view closing;
};

constexpr std::array<Localised, 7> localised{{
    {"en",
     "In short",
     "This video is about {0}.",
     "This computer's dictionary knows nothing about it yet, so the facts are yours to add.",
     {"What it is", "Why it matters", "How it works", "An example", "What to remember"},
     {"Begin with one sentence that says what it is.", "Then tell your viewers why it matters to them.",
      "Explain how it works, one step at a time.",
      "Give an example that your viewers know from their own lives.",
      "End with the one thing that everybody should remember."},
     "Add notes, an article or a finished script, and make the video again."},
    {"de",
     "Zusammengefasst",
     "In diesem Video geht es um {0}.",
     "Dazu liegen noch keine Angaben vor. Die Fakten ergänzen Sie selbst.",
     {"Was es ist", "Warum es wichtig ist", "Wie es funktioniert", "Ein Beispiel", "Was bleiben soll"},
     {"Beginnen Sie mit einem Satz, der sagt, was es ist.", "Sagen Sie dann, warum es wichtig ist.",
      "Erklären Sie Schritt für Schritt, wie es funktioniert.", "Nennen Sie ein Beispiel aus dem Alltag.",
      "Schließen Sie mit dem einen Gedanken, den alle behalten sollen."},
     "Fügen Sie Notizen, einen Artikel oder ein fertiges Skript hinzu."},
    {"fr",
     "En résumé",
     "Cette vidéo parle de : {0}.",
     "Les informations manquent encore. À vous de les ajouter.",
     {"Ce que c'est", "Pourquoi c'est important", "Comment ça marche", "Un exemple", "À retenir"},
     {"Commencez par une phrase qui dit ce que c'est.", "Dites ensuite pourquoi c'est important.",
      "Expliquez comment cela fonctionne, étape par étape.", "Donnez un exemple de la vie quotidienne.",
      "Terminez par la seule chose à retenir."},
     "Ajoutez des notes, un article ou un texte fini."},
    {"es",
     "En resumen",
     "Este vídeo trata de: {0}.",
     "Todavía faltan los datos. Añádalos usted.",
     {"Qué es", "Por qué importa", "Cómo funciona", "Un ejemplo", "Qué recordar"},
     {"Empiece con una frase que diga qué es.", "Diga después por qué es importante.",
      "Explique paso a paso cómo funciona.", "Dé un ejemplo de la vida diaria.",
      "Termine con lo único que todos deben recordar."},
     "Añada notas, un artículo o un guion terminado."},
    {"it",
     "In breve",
     "Questo video parla di: {0}.",
     "Mancano ancora le informazioni. Tocca a voi aggiungerle.",
     {"Che cos'è", "Perché è importante", "Come funziona", "Un esempio", "Che cosa ricordare"},
     {"Cominciate con una frase che dica che cos'è.", "Dite poi perché è importante.",
      "Spiegate passo per passo come funziona.", "Fate un esempio tratto dalla vita di ogni giorno.",
      "Chiudete con l'unica cosa da ricordare."},
     "Aggiungete appunti, un articolo o un testo finito."},
    {"pt",
     "Em resumo",
     "Este vídeo é sobre: {0}.",
     "Ainda faltam os dados. Acrescente-os.",
     {"O que é", "Por que importa", "Como funciona", "Um exemplo", "O que lembrar"},
     {"Comece com uma frase que diga o que é.", "Diga depois por que é importante.",
      "Explique passo a passo como funciona.", "Dê um exemplo do dia a dia.",
      "Termine com a única coisa que todos devem lembrar."},
     "Acrescente notas, um artigo ou um texto pronto."},
    {"nl",
     "Samengevat",
     "Deze video gaat over {0}.",
     "De feiten ontbreken nog. Die voegt u zelf toe.",
     {"Wat het is", "Waarom het belangrijk is", "Hoe het werkt", "Een voorbeeld", "Wat blijft hangen"},
     {"Begin met één zin die zegt wat het is.", "Vertel daarna waarom het belangrijk is.",
      "Leg stap voor stap uit hoe het werkt.", "Geef een voorbeeld uit het dagelijks leven.",
      "Sluit af met het ene dat iedereen moet onthouden."},
     "Voeg notities, een artikel of een kant-en-klaar script toe."},
}};

const Localised* find_language(std::string_view lang) {
  const auto found = std::ranges::find(localised, lang, &Localised::lang);
  return found == localised.end() ? nullptr : &*found;
}

}  // namespace

Style style_of(const Brief& brief) {
  Style style;
  style.lang = primary_language(brief.lang);
  style.seed = static_cast<std::uint64_t>(brief.seed);
  style.audience_name = collapse_blanks(brief.audience);
  style.tone_known = trim(brief.tone).empty();
  for (const std::string& word : words_of(fold_case(brief.tone))) {
    for (const ToneWords& entry : tone_words) {
      if (style.tone_known || !is_listed(word, entry.words)) continue;
      style.tone = entry.tone;
      style.tone_known = true;
    }
  }
  for (const std::string& word : words_of(fold_case(brief.audience))) {
    for (const AudienceWords& entry : audience_words) {
      if (style.audience == Audience::general && is_listed(word, entry.words))
        style.audience = entry.audience;
    }
  }
  return style;
}

std::string hook(const Style& style, std::string_view subject) {
  constexpr std::size_t subject_characters_max = 60;
  if (subject.empty()) return style.tone == Tone::formal ? "This is an overview." : "Let's take a look.";
  if (is_direct_question(subject)) return with_capital(subject) + "?";
  if (utf8_length(subject) > subject_characters_max) return with_end_mark(with_capital(subject));
  const bool question = is_question(subject);
  const auto said = [&](Choices of_question, Choices of_thing) {
    return fmt::format(fmt::runtime(pick(question ? of_question : of_thing, style.seed)), subject);
  };
  if (style.audience == Audience::experts && style.tone == Tone::plain) {
    constexpr std::array<std::string_view, 2> q{"A closer look at {}.", "In detail: {}."};
    constexpr std::array<std::string_view, 2> t{"A closer look at {}.", "In detail: {}."};
    return said(q, t);
  }
  if (style.audience == Audience::children && style.tone == Tone::plain) {
    constexpr std::array<std::string_view, 2> q{"Do you know {}?", "Can you guess {}?"};
    constexpr std::array<std::string_view, 2> t{"What do you know about {}?", "Let's find out about {}!"};
    return said(q, t);
  }
  switch (style.tone) {
    case Tone::friendly: {
      constexpr std::array<std::string_view, 2> q{"Ever wondered {}? Let's find out together.",
                                                  "Hello! Let's find out {}."};
      constexpr std::array<std::string_view, 2> t{"Hello! Let's get to know {}.",
                                                  "Come along, let's explore {}."};
      return said(q, t);
    }
    case Tone::formal: {
      constexpr std::array<std::string_view, 2> q{"This video explains {}.", "The question is {}."};
      constexpr std::array<std::string_view, 2> t{"This video introduces {}.",
                                                  "The subject of this video is {}."};
      return said(q, t);
    }
    case Tone::energetic: {
      constexpr std::array<std::string_view, 2> q{"Ready to find out {}? Let's go!", "Here it comes: {}!"};
      constexpr std::array<std::string_view, 2> t{"Ready for {}? Let's go!", "Get ready to discover {}!"};
      return said(q, t);
    }
    case Tone::calm: {
      constexpr std::array<std::string_view, 2> q{"Take a moment to see {}.",
                                                  "Let's look, without any hurry, at {}."};
      constexpr std::array<std::string_view, 2> t{"Take a moment for {}.",
                                                  "Let's look, without any hurry, at {}."};
      return said(q, t);
    }
    case Tone::plain:
      break;
  }
  constexpr std::array<std::string_view, 2> q{"Have you ever wondered {}?", "Let's look at {}."};
  constexpr std::array<std::string_view, 2> t{"What should you know about {}?", "Let's take a look at {}."};
  return said(q, t);
}

std::string audience_line(const Style& style) {
  switch (style.audience) {
    case Audience::children:
      return "Watch closely, and you can tell your friends.";
    case Audience::beginners:
      return "You don't need to know anything yet.";
    case Audience::experts:
      return "The basics come first, and the details follow.";
    case Audience::general:
      break;
  }
  constexpr std::size_t name_characters_max = 40;
  if (style.audience_name.empty() || utf8_length(style.audience_name) > name_characters_max) return {};
  return fmt::format("This one is for {}.", without_end_mark(style.audience_name));
}

std::string audience_subtitle(const Style& style) {
  constexpr std::size_t name_characters_max = 40;
  if (style.lang != "en" || style.audience_name.empty() ||
      utf8_length(style.audience_name) > name_characters_max)
    return {};
  const std::string name = fold_case(style.audience_name);
  return name.starts_with("for ") ? with_capital(style.audience_name)
                                  : fmt::format("For {}", style.audience_name);
}

std::string transition(const Style& style, std::string_view heading, std::size_t which) {
  const auto said = [&](Choices choices) {
    return fmt::format(fmt::runtime(pick(choices, style.seed + which)), without_end_mark(heading));
  };
  switch (style.tone) {
    case Tone::friendly: {
      constexpr std::array<std::string_view, 2> choices{"Now let's turn to {}.", "Next up, {}."};
      return said(choices);
    }
    case Tone::formal: {
      constexpr std::array<std::string_view, 2> choices{"The next subject is {}.", "We now turn to {}."};
      return said(choices);
    }
    case Tone::energetic: {
      constexpr std::array<std::string_view, 2> choices{"On to {}!", "Now for {}!"};
      return said(choices);
    }
    case Tone::calm: {
      constexpr std::array<std::string_view, 2> choices{"And now, {}.", "Let's go on to {}."};
      return said(choices);
    }
    case Tone::plain:
      break;
  }
  constexpr std::array<std::string_view, 2> choices{"Next, {}.", "Now to {}."};
  return said(choices);
}

std::string recap_lead(const Style& style) {
  if (style.audience == Audience::children && style.tone == Tone::plain) return "So, what did we learn?";
  switch (style.tone) {
    case Tone::friendly:
      return "So, what should you take home?";
    case Tone::formal:
      return "In summary:";
    case Tone::energetic:
      return "Let's run through it once more!";
    case Tone::calm:
      return "Let's gather what we have seen.";
    case Tone::plain:
      break;
  }
  return style.audience == Audience::experts ? "The essentials once more." : "So, in short.";
}

std::string closing(const Style& style, std::string_view subject) {
  if (style.audience == Audience::children && style.tone == Tone::plain)
    return "Now you know more than before. Well done!";
  switch (style.tone) {
    case Tone::friendly:
      return "Thanks for watching, and see you next time!";
    case Tone::formal:
      return "Thank you for your attention.";
    case Tone::energetic:
      return "Now go and tell somebody about it!";
    case Tone::calm:
      return "Thank you for taking the time.";
    case Tone::plain:
      break;
  }
  if (style.audience == Audience::experts) return "That covers the essentials.";
  if (is_question(subject) || utf8_length(subject) > 40) return "Thank you for watching.";
  return fmt::format("That was a short look at {}.", subject);
}

std::string recap_heading(const Style& style) {
  const Localised* words = find_language(style.lang);
  return words == nullptr ? std::string() : std::string(words->recap);
}

bool is_localised(const Style& style) { return find_language(style.lang) != nullptr; }

Scaffold scaffold(const Style& style, std::string_view topic) {
  const Localised* found = find_language(style.lang);
  CHECK(found != nullptr);
  const Localised& words = *found;
  Scaffold result;
  const bool english = style.lang == "en";
  result.hook = english && style.tone != Tone::plain ? hook(style, topic)
                                                     : fmt::format(fmt::runtime(words.hook), topic);
  result.unknown = words.unknown;
  result.points.assign(words.points.begin(), words.points.end());
  result.advice.assign(words.advice.begin(), words.advice.end());
  result.closing = words.closing;
  return result;
}

}  // namespace reelwright::stages
