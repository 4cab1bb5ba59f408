// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/work.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include "base/check.h"
#include "base/file.h"
#include "media/encode.h"
#include "media/libraries.h"
#include "media/muxer.h"
#include "media/plane.h"
#include "media/video_encoder.h"
#include "stages/render/render_timeline.h"
#include "stages/render/segment_render.h"

namespace reelwright::bench {
namespace {

namespace fs = std::filesystem;

std::size_t frame_bytes(FrameSize size) {
  const auto luma = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
  return luma + luma / 2;
}

media::YuvView view_of(FrameSize size, std::uint8_t* data) {
  const std::ptrdiff_t luma = std::ptrdiff_t{size.width} * size.height;
  return {size.width,          size.height, data,           data + luma,
          data + luma * 5 / 4, size.width,  size.width / 2, size.width / 2};
}

Result<void> render(const fs::path& json, const fs::path& segments, const fs::path& output) {
  const Timeline timeline = TRY(stages::load_timeline(json));
  const int workers = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const media::EncodedParts parts =
      TRY(stages::render_parts(timeline, json.parent_path(), segments, {}, workers, {}, [](double) {}));
  return media::join_parts(timeline, json.parent_path(), parts, output, {}, {});
}

Result<void> dump(const fs::path& json, const fs::path& frames) {
  const Timeline timeline = TRY(stages::load_timeline(json));
  auto compositor =
      TRY(media::Compositor::open(timeline, json.parent_path(), media::make_layer_cache(256U << 20)));
  std::vector<std::uint8_t> room(frame_bytes(timeline.size));
  std::FILE* const file = std::fopen(frames.c_str(), "wb");
  CHECK(file != nullptr);
  for (std::int64_t frame = 0; frame < timeline.frame_count; ++frame) {
    TRY(compositor.compose(frame, view_of(timeline.size, room.data())));
    CHECK(std::fwrite(room.data(), 1, room.size(), file) == room.size());
  }
  CHECK(std::fclose(file) == 0);
  return {};
}

/// The file's frames where they lie, so that nothing but the encoder works.
class FrameFile {
 public:
  FrameFile(const fs::path& path, FrameSize size) : size_(size), bytes_(fs::file_size(path)) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    CHECK(file >= 0);
    data_ = static_cast<std::uint8_t*>(::mmap(nullptr, bytes_, PROT_READ, MAP_PRIVATE, file, 0));
    CHECK(data_ != MAP_FAILED);
    ::close(file);
  }
  ~FrameFile() { ::munmap(data_, bytes_); }
  FrameFile(const FrameFile&) = delete;
  FrameFile& operator=(const FrameFile&) = delete;

  [[nodiscard]] media::Frame frame(std::int64_t index, const AVCodecContext& encoder) const {
    media::Frame frame = media::make_frame();
    frame->format = encoder.pix_fmt;
    frame->width = size_.width;
    frame->height = size_.height;
    const std::size_t bytes = frame_bytes(size_);
    std::uint8_t* const begin = data_ + static_cast<std::size_t>(index) * bytes;
    const media::YuvView view = view_of(size_, begin);
    frame->buf[0] = av_buffer_create(
        begin, bytes, [](void*, std::uint8_t*) {}, nullptr, AV_BUFFER_FLAG_READONLY);
    frame->data[0] = view.y;
    frame->data[1] = view.u;
    frame->data[2] = view.v;
    frame->linesize[0] = size_.width;
    frame->linesize[1] = frame->linesize[2] = size_.width / 2;
    frame->pts = index;
    return frame;
  }

 private:
  FrameSize size_;
  std::size_t bytes_;
  std::uint8_t* data_ = nullptr;
};

Result<void> encode(const fs::path& json, const fs::path& frames, const fs::path& output) {
  const Timeline timeline = TRY(stages::load_timeline(json));
  const FrameFile file(frames, timeline.size);
  const media::CodecContext encoder = TRY(media::open_video_encoder(timeline, 0));
  const std::stop_token never;
  media::Muxer muxer = TRY(media::Muxer::open(output, "encode.failed", never));
  AVStream& stream = muxer.add_stream();
  CHECK(avcodec_parameters_from_context(stream.codecpar, encoder.get()) >= 0);
  stream.time_base = encoder->time_base;
  TRY(muxer.begin(nullptr));
  const media::Packet packet = media::make_packet();
  for (std::int64_t i = 0; i <= timeline.frame_count; ++i) {
    const media::Frame frame = i < timeline.frame_count ? file.frame(i, *encoder) : nullptr;
    CHECK(avcodec_send_frame(encoder.get(), frame.get()) >= 0);
    while (avcodec_receive_packet(encoder.get(), packet.get()) >= 0) {
      packet->duration = 1;
      av_packet_rescale_ts(packet.get(), encoder->time_base, stream.time_base);
      packet->stream_index = stream.index;
      TRY(muxer.write(*packet));
    }
  }
  return muxer.finish();
}

double thread_cpu_s() {
  timespec time{};
  CHECK(::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

std::vector<std::string> Work::ours(const fs::path& segments, const fs::path& output) const {
  return {program, "ours", folder / "timeline.json", segments, output};
}
std::vector<std::string> Work::dump(const fs::path& frames) const {
  return {program, "dump", folder / "timeline.json", frames};
}
std::vector<std::string> Work::encode(const fs::path& frames, const fs::path& output) const {
  return {program, "encode", folder / "timeline.json", frames, output};
}

std::vector<std::string> Work::ffmpeg(const StoryboardSpec& spec, const fs::path& output) const {
  const Timeline timeline =
      timeline_from_json(read_file(folder / "timeline.json", 64U << 20).value()).value();
  std::vector<std::string> arguments{"ffmpeg", "-nostdin", "-hide_banner", "-y", "-loglevel", "error"};
  std::string graph;
  for (int i = 0; i < spec.scenes; ++i) {
    arguments.insert(arguments.end(), {"-i", folder / picture_name(i)});
    const auto frames = timeline.scenes[static_cast<std::size_t>(i)].frame_count;
    const Motion motion = motion_of(i);
    const auto moves = [&](double from, double to) {
      return fmt::format("({}+{}*on/{})", from, to - from, frames - 1);
    };
    graph += fmt::format(
        "[{}:v]zoompan=z={}:x=(iw-iw/zoom)*{}:y=(ih-ih/"
        "zoom)*{}:d={}:s={}x{}:fps={},format=yuv420p,setsar=1[s{}];",
        i, moves(motion.from.zoom, motion.to.zoom), moves(motion.from.x_share, motion.to.x_share),
        moves(motion.from.y_share, motion.to.y_share), frames, spec.size.width, spec.size.height,
        spec.frames_per_second, i);
  }
  std::string last = "s0";
  for (int i = 1; i < spec.scenes; ++i) {
    graph += fmt::format("[{}][s{}]xfade=transition=fade:duration={}:offset={}[x{}];", last, i, crossfade_s,
                         i * spec.scene_s, i);
    last = fmt::format("x{}", i);
  }
  graph += fmt::format("[{}]subtitles={}[v]", last, (folder / "captions.ass").string());
  const EncodeSettings& encode = timeline.encode;
  for (const std::string& argument : {std::string("-i"),
                                      (folder / timeline.audio).string(),
                                      std::string("-filter_complex"),
                                      graph,
                                      std::string("-map"),
                                      std::string("[v]"),
                                      std::string("-map"),
                                      fmt::format("{}:a", spec.scenes),
                                      std::string("-c:v"),
                                      encode.encoder,
                                      std::string("-preset"),
                                      encode.preset,
                                      std::string("-crf"),
                                      fmt::format("{}", encode.crf),
                                      std::string("-g"),
                                      fmt::format("{}", encode.keyframe_frames_max),
                                      std::string("-c:a"),
                                      std::string("aac"),
                                      std::string("-b:a"),
                                      fmt::format("{}", encode.audio_bit_rate),
                                      std::string("-movflags"),
                                      std::string("+faststart"),
                                      output.string()})
    arguments.push_back(argument);
  return arguments;
}

int do_work(const std::vector<std::string>& arguments) {
  media::quiet_libraries();
  media::keep_large_blocks_apart();
  const auto at = [&](std::size_t i) { return fs::path(arguments.at(i)); };
  Result<void> done;
  if (arguments[0] == "ours")
    done = render(at(1), at(2), at(3));
  else if (arguments[0] == "dump")
    done = dump(at(1), at(2));
  else
    done = encode(at(1), at(2), at(3));
  if (!done) fmt::print(stderr, "{}\n", done.error().message);
  return done ? 0 : 1;
}

std::int64_t picture_bytes(const fs::path& video) {
  const std::stop_token never;
  const auto input = media::open_input(video, media::media_formats, never);
  CHECK(input.has_value());
  const media::Packet packet = media::make_packet();
  std::int64_t bytes = 0;
  while (av_read_frame(input->get(), packet.get()) >= 0) {
    if ((*input)->streams[packet->stream_index]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO)
      bytes += packet->size;
    av_packet_unref(packet.get());
  }
  return bytes;
}

CompositorSpeed measure_compositor(const fs::path& folder) {
  Timeline timeline = timeline_from_json(read_file(folder / "timeline.json", 64U << 20).value()).value();
  const auto measure = [&] {
    auto compositor = media::Compositor::open(timeline, folder, media::make_layer_cache(256U << 20)).value();
    std::vector<std::uint8_t> room(frame_bytes(timeline.size));
    const media::YuvView view = view_of(timeline.size, room.data());
    constexpr std::int64_t first = 30;  // past the transition, the picture is loaded
    constexpr std::int64_t count = 240;
    CHECK(compositor.compose(first, view));
    const double begin = thread_cpu_s();
    for (std::int64_t i = 1; i <= count; ++i) CHECK(compositor.compose(first + i, view));
    return static_cast<double>(count) / (thread_cpu_s() - begin);
  };
  CompositorSpeed speed;
  speed.moving = measure();
  for (TimelineScene& scene : timeline.scenes)
    for (Layer& layer : scene.layers) layer.keyframes.resize(1);
  speed.unchanged = measure();
  return speed;
}

}  // namespace reelwright::bench
