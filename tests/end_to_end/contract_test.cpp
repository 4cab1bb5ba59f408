// SPDX-License-Identifier: GPL-3.0-or-later
// What scripts rely on: streams, exit codes, documents, signals, and that bad input leaves nothing behind.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "end_to_end/product.h"

namespace reelwright::test {
namespace {

bool has_no_jobs(const Product& product) {
  const auto jobs = product.data() / "jobs";
  if (!std::filesystem::exists(jobs)) return true;
  return std::ranges::none_of(std::filesystem::directory_iterator(jobs),
                              [](const auto& entry) { return entry.is_directory(); });
}

void expect_refused(const Product& product, std::vector<std::string> options, const std::string& word) {
  options.insert(options.begin(), "generate");
  const RunResult result = product.run(product.with_data_dir(options));
  EXPECT_TRUE(result.exit_code == 1 || result.exit_code == 2) << word << ": " << result.exit_code;
  EXPECT_EQ(result.out, "") << word;
  EXPECT_NE(result.err.find(word), std::string::npos) << "wanted \"" << word << "\" in: " << result.err;
  EXPECT_TRUE(has_no_jobs(product)) << word;
}

TEST(Contract, BadInputGetsASentenceAndLeavesNothing) {
  const Product product;
  const auto empty = product.write("empty.md", "").string();
  const auto blank = product.write("blank.md", " \n\t\n").string();
  const auto binary = product
                          .write("binary.md", std::string("\x7f"
                                                          "ELF\0\1\2\3",
                                                          8))
                          .string();
  const auto latin = product.write("latin.md", "Caf\xe9 au lait.").string();
  const auto huge = product.write("huge.md", std::string(50U << 20, 'x')).string();
  expect_refused(product, {"--topic", ""}, "topic");
  expect_refused(product, {"--topic", "   "}, "topic");
  expect_refused(product, {}, "topic");
  expect_refused(product, {"--source", "nowhere.md"}, "nowhere.md");
  expect_refused(product, {"--source", empty}, "empty.md");
  expect_refused(product, {"--source", blank}, "blank.md");
  expect_refused(product, {"--source", binary}, "binary.md");
  expect_refused(product, {"--source", latin}, "UTF-8");
  expect_refused(product, {"--source", huge}, "huge.md");
  expect_refused(product, {"--source", product.work().string()}, "folder");
  expect_refused(product, {"--script", "nowhere.md"}, "nowhere.md");
  expect_refused(product, {"--topic", "Bees", "--voice", "morgan"}, "morgan");
  expect_refused(product, {"--topic", "Bees", "--theme", "vaporwave"}, "vaporwave");
  expect_refused(product, {"--topic", "Bees", "--aspect", "4:3"}, "4:3");
  expect_refused(product, {"--topic", "Bees", "--stop-after", "lunch"}, "lunch");
  expect_refused(product, {"--topic", "Bees", "--quality", "best"}, "best");
  expect_refused(product, {"--topic", "Bees", "--captions", "loud"}, "loud");
  expect_refused(product, {"--topic", "Bees", "--caption-style", "comic"}, "comic");
  expect_refused(product, {"--topic", "Bees", "--music", "polka"}, "polka");
  expect_refused(product, {"--topic", "Bees", "--lang", "xx-nothing"}, "xx-nothing");
  expect_refused(product, {"--topic", "Bees", "--media", "nowhere"}, "nowhere");
  expect_refused(product, {"--topic", "Bees", "--output", "missing/folder/a.mp4"}, "missing/folder");
  for (const char* seconds : {"0", "-5", "100000", "nan", "inf", "ten"}) {
    expect_refused(product, {"--topic", "Bees", "--duration", seconds}, "uration");
  }
  for (const char* speed : {"0", "-1", "9", "nan"})
    expect_refused(product, {"--topic", "Bees", "--speed", speed}, "peed");
  expect_refused(product, {"--topic", "Bees", "--nonsense"}, "nonsense");
}

TEST(Contract, ABriefWithAnUnknownFieldIsRefusedByItsName) {
  const Product product;
  const auto brief = product.write("brief.json", R"({"topic": "Bees", "colour": "red"})").string();
  expect_refused(product, {"--brief", brief}, "colour");
  const auto broken = product.write("broken.json", R"({"topic": )").string();
  expect_refused(product, {"--brief", broken}, "broken.json");
}

TEST(Contract, BrokenPicturesAreNamedAndTheVideoIsMadeWithTheOthers) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  write_picture(product.work() / "media/red.png", 800, 600, 200, 20, 20);
  write_picture(product.work() / "media/dot.png", 1, 1, 0, 0, 0);
  product.write("media/words.png", "This is not a picture.");
  product.write("media/broken.jpg",
                std::string("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 20) + std::string(400, 'q'));
  const auto document =
      product.generate({"--script", script.string(), "--media", (product.work() / "media").string(),
                        "--quality", "draft", "--stop-after", "visuals"});
  const std::string warnings = document.at("warnings").dump();
  for (const char* name : {"dot.png", "words.png", "broken.jpg"})
    EXPECT_NE(warnings.find(name), std::string::npos) << warnings;
  EXPECT_EQ(warnings.find("red.png"), std::string::npos) << warnings;
}

TEST(Contract, ADataFolderThatCannotBeWrittenIsSaidBeforeAnyWork) {
  const Product product;
  product.write("data", "a file, not a folder");
  const RunResult result = product.run(product.with_data_dir({"generate", "--topic", "Bees"}));
  EXPECT_TRUE(result.exit_code == 1 || result.exit_code == 2);
  EXPECT_NE(result.err.find(product.data().string()), std::string::npos) << result.err;
}

TEST(Contract, JobIdsCannotLeaveTheDataFolder) {
  const Product product;
  const auto victim = product.write("victim/keep.txt", "keep");
  (void)product.generate(
      {"--topic", "Bees", "--duration", "15", "--quality", "draft", "--stop-after", "script"});
  for (const char* id : {"../../victim", "../victim", "/etc", "no-such-job", "..", ""}) {
    for (const char* action : {"show", "delete"}) {
      const RunResult result = product.run(product.with_data_dir({"jobs", action, id}));
      EXPECT_EQ(result.exit_code, 2) << action << " " << id;
      EXPECT_EQ(result.out, "");
      EXPECT_FALSE(result.err.empty());
    }
  }
  EXPECT_TRUE(std::filesystem::exists(victim));
}

TEST(Contract, ADamagedTimelineIsRefused) {
  const Product product;
  for (const char* text : {"", "{", "[]", "{\"schema_version\": 999}", "{\"width\": -4}", "\x00\x01"}) {
    const auto path = product.write("timeline.json", text).string();
    const RunResult result = product.run({"render", path, "--output", "out.mp4"});
    EXPECT_TRUE(result.exit_code == 1 || result.exit_code == 2) << text;
    EXPECT_FALSE(result.err.empty());
    EXPECT_FALSE(std::filesystem::exists(product.work() / "out.mp4"));
  }
}

TEST(Contract, TheDocumentHasTheFieldsThatScriptsReadAndJobsShowPrintsTheSame) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  const auto document = product.generate({"--script", script.string(), "--quality", "draft"});
  for (const char* field : {"id", "status", "output", "duration_s", "width", "height", "frames", "stages",
                            "artifacts", "warnings", "error", "revision"}) {
    EXPECT_TRUE(document.contains(field)) << field;
  }
  ASSERT_EQ(document.at("stages").size(), 6U);
  for (const auto& artifact : document.at("artifacts")) {
    const std::string path = artifact.at("path");
    EXPECT_TRUE(std::filesystem::exists(path)) << path;
    EXPECT_EQ(std::filesystem::file_size(path), artifact.at("bytes")) << path;
  }
  const RunResult shown = product.run(product.with_data_dir({"jobs", "show", document.at("id"), "--json"}));
  EXPECT_EQ(nlohmann::json::parse(shown.out), document);
  const RunResult listed =
      product.run(product.with_data_dir({"jobs", "list", "--search", "colours", "--json"}));
  EXPECT_NE(listed.out.find(document.at("id").get<std::string>()), std::string::npos);
  EXPECT_EQ(product.run(product.with_data_dir({"jobs", "delete", document.at("id")})).exit_code, 0);
  EXPECT_TRUE(has_no_jobs(product));
}

TEST(Contract, QuietPrintsTheResultAndNothingElse) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  const RunResult result = product.run(
      product.with_data_dir({"generate", "--script", script.string(), "--quality", "draft", "--quiet"}));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
  ASSERT_FALSE(result.out.empty());
  EXPECT_TRUE(std::filesystem::exists(result.out.substr(0, result.out.size() - 1))) << result.out;
}

class CtrlC : public testing::TestWithParam<const char*> {};

TEST_P(CtrlC, CancelsTheJobAndLeavesNoVideoUnderItsFinalName) {
  const Product product;
  const auto script = product.write("script.md", short_script());
  Process process(product.with_data_dir({"generate", "--script", script.string(), "--quality", "high",
                                         "--output", "river.mp4"}),
                  product.work(), "");
  ASSERT_TRUE(process.wait_for_stderr(GetParam()));
  process.signal(SIGINT);
  const RunResult result = process.wait();
  EXPECT_EQ(result.exit_code, 130) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_FALSE(std::filesystem::exists(product.work() / "river.mp4"));
  const RunResult listed = product.run(product.with_data_dir({"jobs", "list", "--json"}));
  EXPECT_NE(listed.out.find("\"canceled\""), std::string::npos) << listed.out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(product.data())) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".tmp-")) << entry.path();
    if (entry.path().parent_path().filename() != "render") {
      EXPECT_NE(entry.path().extension(), ".mp4") << entry.path();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Contract, CtrlC, testing::Values("Voice ...", "Render ...", "Render: 50 %"),
                         [](const auto& moment) { return "Moment" + std::to_string(moment.index); });

TEST(Contract, ACrashIsFoundAsInterruptedAtTheNextStart) {
  const Product product;
  Process process(
      product.with_data_dir({"generate", "--topic", "Rivers", "--duration", "600", "--quality", "high"}),
      product.work(), "");
  ASSERT_TRUE(process.wait_for_stderr("Voice"));
  process.signal(SIGKILL);
  EXPECT_EQ(process.wait().exit_code, 128 + SIGKILL);
  const auto script = product.write("script.md", short_script());
  (void)product.generate({"--script", script.string(), "--quality", "draft", "--stop-after", "script"});
  const RunResult listed =
      product.run(product.with_data_dir({"jobs", "list", "--status", "interrupted", "--json"}));
  EXPECT_NE(listed.out.find("Rivers"), std::string::npos) << listed.out;
}

TEST(Contract, ASoundServerThatDoesNotAnswerIsNotWaitedFor) {
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(server, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(server, 8), 0);
  ASSERT_EQ(::getsockname(server, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::setenv("PULSE_SERVER", fmt::format("tcp:127.0.0.1:{}", ntohs(address.sin_port)).c_str(), 1);
  const Product product;
  EXPECT_EQ(product.run({"--version"}).exit_code, 0);
  ::unsetenv("PULSE_SERVER");
  ::close(server);
}

TEST(Contract, ListsAreOneJsonDocumentEach) {
  const Product product;
  const std::vector<std::vector<std::string>> commands = {
      {"voices"}, {"themes"}, product.with_data_dir({"doctor"}), product.with_data_dir({"reindex"})};
  for (std::vector<std::string> command : commands) {
    command.emplace_back("--json");
    const RunResult result = product.run(command);
    EXPECT_EQ(result.exit_code, 0) << command.front() << result.err;
    EXPECT_FALSE(nlohmann::json::parse(result.out, nullptr, false).is_discarded())
        << command.front() << result.out;
  }
}

}  // namespace
}  // namespace reelwright::test
