// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/session_bus.h"

#include <fmt/format.h>
#include <poll.h>
#include <systemd/sd-bus.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <limits>
#include <utility>

namespace reelwright::app {
namespace {

std::unexpected<Error> unavailable(int error) {
  return fail("bus.unavailable",
              fmt::format("The desktop's message bus cannot be reached ({}).", std::strerror(-error)));
}

std::unexpected<Error> refused(const char* method, std::string_view reason) {
  return fail("bus.refused", fmt::format("The desktop does not answer {} ({}).", method, reason));
}

/// Milliseconds until the bus wants to be looked at; -1 for whenever something comes.
int poll_timeout_ms(sd_bus* bus) {
  std::uint64_t until_us = 0;
  if (sd_bus_get_timeout(bus, &until_us) <= 0 || until_us == std::numeric_limits<std::uint64_t>::max())
    return -1;
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  const auto now_us =
      static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1000;
  return until_us <= now_us
             ? 0
             : static_cast<int>(std::min<std::uint64_t>((until_us - now_us) / 1000 + 1, 60'000));
}

int deliver(sd_bus_message* message, void* handler, sd_bus_error*) {
  (*static_cast<SessionBus::Handler*>(handler))(message);
  return 0;
}

}  // namespace

void BusDeleter::operator()(sd_bus* bus) const {
  // Before the bus has answered, flushing would wait for it.
  if (sd_bus_is_ready(bus) > 0) sd_bus_flush(bus);
  sd_bus_close_unref(bus);
}
void BusDeleter::operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
void BusDeleter::operator()(sd_bus_slot* slot) const { sd_bus_slot_unref(slot); }

Result<SessionBus> SessionBus::open(const std::string& address) {
  sd_bus* bus = nullptr;
  if (address.empty()) {
    if (const int error = sd_bus_open_user(&bus); error < 0) return unavailable(error);
    return SessionBus(bus);
  }
  if (const int error = sd_bus_new(&bus); error < 0) return unavailable(error);
  SessionBus found(bus);
  for (const int error :
       {sd_bus_set_address(bus, address.c_str()), sd_bus_set_bus_client(bus, 1), sd_bus_start(bus)})
    if (error < 0) return unavailable(error);
  return found;
}

Result<BusMessage> SessionBus::call(const Place& place, const char* method,
                                    const std::function<int(sd_bus_message*)>& fill,
                                    const std::stop_token& stop) {
  // Who is stopped in the middle of the call has to know under which name it was made.
  TRY(run([this] { return sd_bus_is_ready(bus_.get()) != 0; }, stop));
  sd_bus_message* made = nullptr;
  int error =
      sd_bus_message_new_method_call(bus_.get(), &made, place.service, place.path, place.interface, method);
  const BusMessage request(made);
  if (error >= 0) error = fill(made);
  BusMessage reply;
  Handler take = [&reply](sd_bus_message* message) { reply.reset(sd_bus_message_ref(message)); };
  sd_bus_slot* slot = nullptr;
  if (error >= 0) error = sd_bus_call_async(bus_.get(), &slot, made, deliver, &take, 0);
  if (error < 0) return refused(method, std::strerror(-error));
  const BusSlot waiting(slot);
  TRY(run([&reply] { return reply != nullptr; }, stop));
  if (const sd_bus_error* told = sd_bus_message_get_error(reply.get()))
    return refused(method, told->message == nullptr ? told->name : told->message);
  return reply;
}

void SessionBus::send(const Place& place, const char* method) {
  sd_bus_message* made = nullptr;
  if (sd_bus_is_ready(bus_.get()) <= 0 ||
      sd_bus_message_new_method_call(bus_.get(), &made, place.service, place.path, place.interface, method) <
          0)
    return;
  const BusMessage request(made);
  sd_bus_message_set_expect_reply(made, 0);
  sd_bus_send(bus_.get(), made, nullptr);
  sd_bus_flush(bus_.get());
}

Result<BusSlot> SessionBus::watch(const Place& place, const char* signal, Handler& handler) {
  sd_bus_slot* slot = nullptr;
  const int error = sd_bus_match_signal_async(bus_.get(), &slot, place.service, place.path, place.interface,
                                              signal, deliver, nullptr, &handler);
  if (error < 0) return unavailable(error);
  return BusSlot(slot);
}

Result<void> SessionBus::run(const std::function<bool()>& done, const std::stop_token& stop) {
  const Wakeup stopped;
  const std::stop_callback on_stop(stop, [&stopped] { stopped.notify(); });
  while (!done()) {
    if (stop.stop_requested()) return canceled();
    const int handled = sd_bus_process(bus_.get(), nullptr);
    if (handled < 0) return unavailable(handled);
    if (handled > 0) continue;
    const int events = sd_bus_get_events(bus_.get());
    if (events < 0) return unavailable(events);
    std::array<pollfd, 2> waiting = {
        {{sd_bus_get_fd(bus_.get()), static_cast<short>(events), 0}, {stopped.descriptor(), POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), poll_timeout_ms(bus_.get()));
  }
  return {};
}

std::string SessionBus::own_name() const {
  const char* name = nullptr;
  return sd_bus_is_ready(bus_.get()) <= 0 || sd_bus_get_unique_name(bus_.get(), &name) < 0
             ? std::string()
             : std::string(name);
}

}  // namespace reelwright::app
