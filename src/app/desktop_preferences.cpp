// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop_preferences.h"

#include <systemd/sd-bus.h>

#include <array>
#include <string_view>

#include "app/session_bus.h"

namespace reelwright::app {
namespace {

constexpr SessionBus::Place portal = {"org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                                      "org.freedesktop.portal.Settings"};

struct Key {
  const char* space;
  const char* name;
};
constexpr Key colours = {"org.freedesktop.appearance", "color-scheme"};
constexpr Key animations = {"org.gnome.desktop.interface", "enable-animations"};

bool is_key(const Key& key, std::string_view space, std::string_view name) {
  return space == key.space && name == key.name;
}

/// The value at the message's place; variants may lie in variants.
void read_value(sd_bus_message* message, const Key& key, DesktopPreferences& preferences) {
  int entered = 0;
  char type = 0;
  const char* contents = nullptr;
  while (sd_bus_message_peek_type(message, &type, &contents) > 0 && type == 'v' && entered < 4 &&
         sd_bus_message_enter_container(message, 'v', contents) > 0)
    ++entered;
  std::uint32_t number = 0;
  int flag = 1;
  // 0: no preference, 1: dark, 2: light.
  if (is_key(colours, key.space, key.name) && type == 'u' && sd_bus_message_read(message, "u", &number) > 0)
    preferences.light = number == 2;
  if (is_key(animations, key.space, key.name) && type == 'b' && sd_bus_message_read(message, "b", &flag) > 0)
    preferences.reduced_motion = flag == 0;
  for (; entered > 0; --entered) sd_bus_message_exit_container(message);
}

}  // namespace

Result<void> follow_desktop_preferences(const std::string& bus_address,
                                        const std::function<void(const DesktopPreferences&)>& tell,
                                        const std::stop_token& stop) {
  SessionBus bus = TRY(SessionBus::open(bus_address));
  DesktopPreferences found;
  bool changed = false;
  SessionBus::Handler on_change = [&](sd_bus_message* message) {
    const char* space = nullptr;
    const char* name = nullptr;
    if (sd_bus_message_read(message, "ss", &space, &name) <= 0) return;
    const DesktopPreferences before = found;
    for (const Key& key : {colours, animations})
      if (is_key(key, space, name)) read_value(message, key, found);
    changed |= found != before;
  };
  const BusSlot slot = TRY(bus.watch(portal, "SettingChanged", on_change));
  for (const Key& key : {colours, animations}) {
    const Result<BusMessage> reply = bus.call(
        portal, "Read",
        [&key](sd_bus_message* message) { return sd_bus_message_append(message, "ss", key.space, key.name); },
        stop);
    if (reply)
      read_value(reply->get(), key, found);
    else if (is_canceled(reply.error()) || key.space == colours.space)
      return std::unexpected(reply.error());
  }
  for (;;) {
    changed = false;
    tell(found);
    TRY(bus.run([&changed] { return changed; }, stop));
  }
}

}  // namespace reelwright::app
