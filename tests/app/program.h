#pragma once
/// The real program as a child process.

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

extern char** environ;

namespace winnow::test {

inline std::string program() {
    return std::string(WINNOW_BINARY_DIR) + "/winnow";
}

class Child {
public:
    /// stdout and stderr go to `output`; stdin comes from `input`.
    Child(std::vector<std::string> arguments, const std::string& output, const std::string& input = "/dev/null",
          const std::string& errors = {}) {
        arguments.insert(arguments.begin(), program());
        std::vector<char*> raw;
        for (auto& argument : arguments) raw.push_back(argument.data());
        raw.push_back(nullptr);
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, 0, input.c_str(), O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
        if (errors.empty())
            posix_spawn_file_actions_adddup2(&actions, 1, 2);
        else
            posix_spawn_file_actions_addopen(&actions, 2, errors.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
        const int error = ::posix_spawn(&pid_, raw[0], &actions, nullptr, raw.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        if (error != 0) throw std::runtime_error("cannot start " + program());
    }
    ~Child() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    void kill(int signal) { ::kill(pid_, signal); }
    pid_t pid() const { return pid_; }

    /// The exit code (128 + signal if one ended it), or nullopt if it still runs after `limit`.
    std::optional<int> wait(std::chrono::milliseconds limit) {
        const auto end = std::chrono::steady_clock::now() + limit;
        for (;;) {
            int status = 0;
            if (::waitpid(pid_, &status, WNOHANG) == pid_) {
                pid_ = -1;
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }
            if (std::chrono::steady_clock::now() > end) return std::nullopt;
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

private:
    pid_t pid_ = -1;
};

inline std::string slurp(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Ran {
    int code = -1;
    std::string out, err;
};

/// Runs the program to its end.
inline Ran run_program(const std::string& folder, const std::vector<std::string>& arguments,
                       const std::string& input = {}) {
    const auto out = folder + "/stdout", err = folder + "/stderr", in = folder + "/stdin";
    std::ofstream(out, std::ios::trunc).close();
    std::ofstream(err, std::ios::trunc).close();
    std::ofstream(in, std::ios::trunc) << input;
    Child child(arguments, out, in, err);
    const auto code = child.wait(std::chrono::seconds(60));
    return {code.value_or(-1), slurp(out), slurp(err)};
}

}  // namespace winnow::test
