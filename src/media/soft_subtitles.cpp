// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/soft_subtitles.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"

namespace reelwright::media {
namespace {

/// Captions are plain text; what looks like markup in them was written by the user.
std::string one_text(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '\r');
  return std::string(trim(plain));
}

void append_big_endian(std::string& out, std::uint32_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<char>(value >> shift & 0xff));
}

using LanguagePair = std::pair<std::string_view, std::string_view>;
constexpr auto languages = std::to_array<LanguagePair>(
    {{"af", "afr"}, {"am", "amh"}, {"ar", "ara"}, {"az", "aze"},  {"be", "bel"}, {"bg", "bul"}, {"bn", "ben"},
     {"bs", "bos"}, {"ca", "cat"}, {"cs", "ces"}, {"cy", "cym"},  {"da", "dan"}, {"de", "deu"}, {"el", "ell"},
     {"en", "eng"}, {"eo", "epo"}, {"es", "spa"}, {"et", "est"},  {"eu", "eus"}, {"fa", "fas"}, {"fi", "fin"},
     {"fr", "fra"}, {"ga", "gle"}, {"gd", "gla"}, {"gl", "glg"},  {"gu", "guj"}, {"he", "heb"}, {"hi", "hin"},
     {"hr", "hrv"}, {"ht", "hat"}, {"hu", "hun"}, {"hy", "hye"},  {"id", "ind"}, {"is", "isl"}, {"it", "ita"},
     {"ja", "jpn"}, {"ka", "kat"}, {"kk", "kaz"}, {"kn", "kan"},  {"ko", "kor"}, {"ku", "kur"}, {"ky", "kir"},
     {"la", "lat"}, {"lt", "lit"}, {"lv", "lav"}, {"mi", "mri"},  {"mk", "mkd"}, {"ml", "mal"}, {"mr", "mar"},
     {"ms", "msa"}, {"mt", "mlt"}, {"my", "mya"}, {"nb", "nob"},  {"ne", "nep"}, {"nl", "nld"}, {"nn", "nno"},
     {"no", "nor"}, {"or", "ori"}, {"pa", "pan"}, {"pl", "pol"},  {"pt", "por"}, {"ro", "ron"}, {"ru", "rus"},
     {"sd", "snd"}, {"si", "sin"}, {"sk", "slk"}, {"sl", "slv"},  {"sq", "sqi"}, {"sr", "srp"}, {"sv", "swe"},
     {"sw", "swa"}, {"ta", "tam"}, {"te", "tel"}, {"th", "tha"},  {"tr", "tur"}, {"tt", "tat"}, {"uk", "ukr"},
     {"ur", "urd"}, {"uz", "uzb"}, {"vi", "vie"}, {"yue", "yue"}, {"zh", "zho"}});

}  // namespace

Result<std::vector<SubtitleCue>> read_srt(const std::filesystem::path& path, const std::stop_token& stop) {
  const auto failed = [&](int error) {
    return fail(
        "mux.failed",
        "The subtitles in \"" + path.filename().string() + "\" cannot be read: " + libav_text(error) + ".",
        "Run the Compose stage again.");
  };
  const auto input = open_input(path, "srt", stop);
  if (!input)
    return stop.stop_requested() ? Result<std::vector<SubtitleCue>>(canceled()) : failed(input.error());
  std::vector<SubtitleCue> cues;
  Packet packet = make_packet();
  for (;; av_packet_unref(packet.get())) {
    const int read = av_read_frame(input->get(), packet.get());
    if (stop.stop_requested()) return canceled();
    if (read == AVERROR_EOF) return cues;
    if (read < 0) return failed(read);
    const AVRational from = (*input)->streams[packet->stream_index]->time_base;
    constexpr AVRational milliseconds{1, 1000};
    SubtitleCue cue{
        av_rescale_q(packet->pts, from, milliseconds), av_rescale_q(packet->duration, from, milliseconds),
        one_text({reinterpret_cast<const char*>(packet->data), static_cast<std::size_t>(packet->size)})};
    const std::int64_t earliest = cues.empty() ? 0 : cues.back().start_ms + cues.back().duration_ms;
    if (cue.start_ms >= earliest && cue.duration_ms > 0 && !cue.text.empty()) cues.push_back(std::move(cue));
  }
}

void describe_timed_text(AVCodecParameters& parameters, int width, int height) {
  parameters.codec_type = AVMEDIA_TYPE_SUBTITLE;
  parameters.codec_id = AV_CODEC_ID_MOV_TEXT;
  parameters.width = width;
  parameters.height = height;
  // TextSampleEntry after its first eight bytes (TS 26.245, 5.16): centred at the bottom, white, one
  // sans-serif font.
  std::string entry;
  append_big_endian(entry, 0, 4);           // display flags
  append_big_endian(entry, 0x01ff, 2);      // horizontal: centre, vertical: bottom
  append_big_endian(entry, 0, 4);           // background: transparent
  append_big_endian(entry, 0, 4);           // box: top, left
  append_big_endian(entry, 0, 4);           // box: bottom, right: the whole track
  append_big_endian(entry, 0, 4);           // style: all characters
  append_big_endian(entry, 1, 2);           // font
  entry.push_back('\0');                    // face: plain
  entry.push_back(static_cast<char>(18));   // size
  append_big_endian(entry, 0xffffffff, 4);  // colour
  constexpr std::string_view font = "Sans-Serif";
  append_big_endian(entry, static_cast<std::uint32_t>(8 + 2 + 2 + 1 + font.size()), 4);
  entry += "ftab";
  append_big_endian(entry, 1, 2);
  append_big_endian(entry, 1, 2);
  entry.push_back(static_cast<char>(font.size()));
  entry += font;
  parameters.extradata = static_cast<std::uint8_t*>(av_mallocz(entry.size() + AV_INPUT_BUFFER_PADDING_SIZE));
  CHECK(parameters.extradata != nullptr);
  std::memcpy(parameters.extradata, entry.data(), entry.size());
  parameters.extradata_size = static_cast<int>(entry.size());
}

Packet timed_text_packet(const SubtitleCue& cue) {
  std::string sample;
  const std::string_view text = utf8_prefix(cue.text, 0xffff);
  append_big_endian(sample, static_cast<std::uint32_t>(text.size()), 2);
  sample += text;
  Packet packet = make_packet();
  CHECK(av_new_packet(packet.get(), static_cast<int>(sample.size())) >= 0);
  std::memcpy(packet->data, sample.data(), sample.size());
  packet->pts = packet->dts = cue.start_ms;
  packet->duration = cue.duration_ms;
  packet->flags |= AV_PKT_FLAG_KEY;
  return packet;
}

std::string iso_639_2(const std::string& bcp_47) {
  const std::string primary = ascii_lower(std::string_view(bcp_47).substr(0, bcp_47.find('-')));
  const auto* known = std::ranges::find(languages, std::string_view(primary), &LanguagePair::first);
  if (known != languages.end()) return std::string(known->second);
  return primary.size() == 3 ? primary : "und";
}

}  // namespace reelwright::media
