// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown of what is said: short phrases for cards and bullets, and the nouns that a scene is about.
// Words are only left out, never replaced.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "stages/script/draft.h"
#include "stages/script/wordnet.h"

namespace reelwright::stages {

/// The sentence or its main clause without its end mark, in at most `characters_max` code points and with a
/// capital; "" when no part of it stands on its own in so little. Any thread, as all here.
[[nodiscard]] std::string key_phrase(std::string_view sentence, std::size_t characters_max,
                                     std::string_view lang);

/// The term of "Term: explanation" or "Term - explanation", else key_phrase.
[[nodiscard]] std::string bullet_phrase(std::string_view item, std::string_view lang);

/// A list item as it was written; one that is too long for a card is cut at a clause or a word, with an
/// ellipsis.
[[nodiscard]] std::string item_as_written(std::string_view item);

/// A bullet of at most the display's size even where no phrase stands on its own: then cut at a word, with an
/// ellipsis.
[[nodiscard]] std::string fitted_phrase(std::string_view text, std::size_t characters_max,
                                        std::string_view lang);

/// A title in at most `characters_max` code points, its question or exclamation mark kept; a longer one is
/// cut with an ellipsis.
[[nodiscard]] std::string fitted_title(std::string_view title, std::size_t characters_max);

/// "thing", "kind", "time": nouns that name nothing that could be shown or explained.
[[nodiscard]] bool is_vague_noun(std::string_view noun);

/// A keyword as Scene wants it: lower case, one blank between words.
[[nodiscard]] std::string fold_keyword(std::string_view word);

/// Fills DraftScene::keywords where they are empty: nouns of the scene, best first, those of the whole script
/// after its own. `net` null: words that are long and not stop words.
void add_keywords(std::vector<DraftScene>& scenes, std::string_view title, const WordNet* net,
                  std::string_view lang);

/// Changes layouts so that neighbours differ where the content allows: a statement of several sentences
/// becomes bullets, every other statement a picture when the user has pictures.
void vary_layouts(std::vector<DraftScene>& scenes, bool has_pictures, std::string_view lang);

}  // namespace reelwright::stages
