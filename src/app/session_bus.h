// SPDX-License-Identifier: GPL-3.0-or-later
// The message bus of the desktop, for asking other programs: one connection, calls that can be stopped,
// signals that are waited for. What is asked is in
// file_dialog.h, file_manager.h and desktop_preferences.h.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "base/result.h"
#include "base/wakeup.h"

struct sd_bus;
struct sd_bus_message;
struct sd_bus_slot;

namespace reelwright::app {

struct BusDeleter {
  void operator()(sd_bus* bus) const;
  void operator()(sd_bus_message* message) const;
  void operator()(sd_bus_slot* slot) const;
};
using BusMessage = std::unique_ptr<sd_bus_message, BusDeleter>;
using BusSlot = std::unique_ptr<sd_bus_slot, BusDeleter>;

/// One thread. Nothing waits longer than its stop token allows.
class SessionBus {
 public:
  /// `address` as in $DBUS_SESSION_BUS_ADDRESS; "" for the user's own bus. Error: bus.unavailable.
  [[nodiscard]] static Result<SessionBus> open(const std::string& address);

  struct Place {
    const char* service;
    const char* path;
    const char* interface;
  };
  /// A method call; `fill` appends its arguments and is negative when that failed. Errors: bus.refused
  /// (nobody answers, or not as wished), canceled.
  [[nodiscard]] Result<BusMessage> call(const Place& place, const char* method,
                                        const std::function<int(sd_bus_message*)>& fill,
                                        const std::stop_token& stop);
  /// A call whose answer nobody waits for.
  void send(const Place& place, const char* method);
  using Handler = std::move_only_function<void(sd_bus_message*)>;
  /// As long as the slot lives, `handler` gets these signals, those that calls made from now on cause
  /// included; it must outlive the slot. Null members match all. A bus that refuses ends run().
  [[nodiscard]] Result<BusSlot> watch(const Place& place, const char* signal, Handler& handler);

  /// Handles messages until `done` says so. Errors: bus.unavailable (it has gone), canceled.
  [[nodiscard]] Result<void> run(const std::function<bool()>& done, const std::stop_token& stop);
  /// ":1.42"; "" while the bus has not answered yet.
  [[nodiscard]] std::string own_name() const;

 private:
  explicit SessionBus(sd_bus* bus) : bus_(bus) {}

  std::unique_ptr<sd_bus, BusDeleter> bus_;
};

}  // namespace reelwright::app
