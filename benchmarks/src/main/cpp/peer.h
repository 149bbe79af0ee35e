// What the two programs share: the data, the commands, recall and timing. A program gives one class with build, search and the rest.
//
// Started as: PROGRAM BASE QUERIES TRUTH DIMENSION l2|cosine M EF_CONSTRUCTION THREADS
//   BASE, QUERIES  float32[n][DIMENSION], little-endian; of length 1 where the metric is cosine
//   TRUTH          int32[queries][width]: the nearest rows of BASE, nearest first
// Commands, one a line on the standard input; each gives one line on the standard output:
//   build FILE       built SECONDS_OF_INSERTION SECONDS_OF_SAVING BYTES, the file being safe on disk
//   open FILE        opened SECONDS
//   check            checked LINKS UNREACHED, of the lowest layer: see the programs
//   recall EF        recall SHARE_OF_THE_TEN_NEAREST
//   batch EF MILLIS  batch QUERIES_PER_SECOND, one thread, ten neighbours each
//   quit             ends
// Anything that goes wrong gives one line "error TEXT" and the exit code 1.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace peer {

constexpr size_t NEIGHBOURS = 10;

inline double seconds() {
    using namespace std::chrono;
    return duration<double>(steady_clock::now().time_since_epoch()).count();
}

// A file mapped for reading.
template <typename T>
class Mapped {
public:
    explicit Mapped(const std::string &path) {
        int file = ::open(path.c_str(), O_RDONLY);
        struct stat status;
        if (file < 0 || fstat(file, &status) != 0 || status.st_size == 0)
            throw std::runtime_error("cannot read " + path);
        size_ = status.st_size / sizeof(T);
        void *at = mmap(nullptr, status.st_size, PROT_READ, MAP_SHARED, file, 0);
        ::close(file);
        if (at == MAP_FAILED) throw std::runtime_error("cannot map " + path);
        data_ = static_cast<const T *>(at);
    }
    const T *data() const { return data_; }
    size_t size() const { return size_; }

private:
    const T *data_;
    size_t size_;
};

struct Options {
    size_t dimension;
    bool cosine;
    size_t m;
    size_t efConstruction;
    size_t threads;
};

// The length of a file, once all of it is on the disk.
inline long sync(const std::string &path) {
    int file = ::open(path.c_str(), O_RDONLY);
    struct stat status;
    if (file < 0 || fsync(file) != 0 || fstat(file, &status) != 0)
        throw std::runtime_error("cannot sync " + path);
    ::close(file);
    return status.st_size;
}

template <typename Index>
class Session {
public:
    explicit Session(char **words)
        : base_(words[1]),
          queries_(words[2]),
          truth_(words[3]),
          options_{std::stoul(words[4]), std::string(words[5]) == "cosine", std::stoul(words[6]),
                   std::stoul(words[7]), std::stoul(words[8])},
          index_(options_),
          count_(queries_.size() / options_.dimension),
          width_(truth_.size() / count_) {}

    void run() {
        std::string line;
        while (std::getline(std::cin, line)) {
            std::istringstream words(line);
            std::string command, file;
            size_t ef = 0;
            words >> command;
            if (command == "quit") return;
            if (command == "build" || command == "open") std::getline(words >> std::ws, file);
            if (command == "recall" || command == "batch") words >> ef;
            if (command == "build") {
                build(file);
            } else if (command == "open") {
                double start = seconds();
                index_.open(file);
                std::cout << "opened " << seconds() - start << std::endl;
            } else if (command == "check") {
                std::pair<size_t, size_t> found = index_.check();
                std::cout << "checked " << found.first << ' ' << found.second << std::endl;
            } else if (command == "recall") {
                std::cout << "recall " << recall(ef) << std::endl;
            } else if (command == "batch") {
                double millis = 0;
                words >> millis;
                std::cout << "batch " << batch(ef, millis / 1e3) << std::endl;
            } else {
                throw std::runtime_error("no such command: " + line);
            }
        }
    }

private:
    void build(const std::string &file) {
        double start = seconds();
        index_.build(base_.data(), base_.size() / options_.dimension);
        double built = seconds();
        index_.save(file);
        long bytes = sync(file);
        std::cout << "built " << built - start << ' ' << seconds() - built << ' ' << bytes << std::endl;
    }

    double recall(size_t ef) {
        std::vector<int64_t> found(count_ * NEIGHBOURS, -1);
        index_.search(queries_.data(), count_, ef, found.data());
        size_t right = 0;
        size_t wanted = std::min(NEIGHBOURS, width_);
        for (size_t q = 0; q < count_; q++)
            for (size_t i = 0; i < wanted; i++)
                right += std::count(&found[q * NEIGHBOURS], &found[(q + 1) * NEIGHBOURS],
                                    static_cast<int64_t>(truth_.data()[q * width_ + i]));
        return static_cast<double>(right) / static_cast<double>(count_ * wanted);
    }

    double batch(size_t ef, double length) {
        std::vector<int64_t> found(count_ * NEIGHBOURS);
        size_t piece = std::min<size_t>(count_, 100);
        size_t done = 0, at = 0;
        double start = seconds(), end = start;
        while (end - start < length) {
            if (at + piece > count_) at = 0;
            index_.search(queries_.data() + at * options_.dimension, piece, ef, found.data());
            at += piece;
            done += piece;
            end = seconds();
        }
        return static_cast<double>(done) / (end - start);
    }

    Mapped<float> base_;
    Mapped<float> queries_;
    Mapped<int32_t> truth_;
    Options options_;
    Index index_;
    size_t count_;
    size_t width_;
};

template <typename Index>
int run(int count, char **words) {
    std::cout.precision(10);
    try {
        if (count != 9) throw std::runtime_error("wrong number of arguments");
        Session<Index>(words).run();
        return 0;
    } catch (const std::exception &e) {
        std::cout << "error " << e.what() << std::endl;
        return 1;
    }
}

}  // namespace peer
