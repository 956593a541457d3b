#pragma once
/// A disk that goes wrong until the test ends: put a failing call in the place of a good one.

#include "base/atomic_file.h"

namespace winnow::test {

class BrokenDisk {
public:
    BrokenDisk() : kept_(disk_calls()) {}
    BrokenDisk(const BrokenDisk&) = delete;
    BrokenDisk& operator=(const BrokenDisk&) = delete;
    ~BrokenDisk() { disk_calls() = kept_; }
    DiskCalls* operator->() { return &disk_calls(); }

private:
    DiskCalls kept_;
};

}  // namespace winnow::test
