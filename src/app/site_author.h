#pragma once
/// The verbs of `winnow site` that write: new, preview, record, import. Exit codes as in verbs.h.

#include <filesystem>

#include "app/config.h"
#include "app/verbs.h"

namespace winnow::app {

int site_new(const SiteArgs& args, const Config& config);
int site_preview(const SiteArgs& args, const Config& config);
int site_record(const SiteArgs& args, const Config& config);
int site_import(const SiteArgs& args, const Config& config);

/// Where saved pages are: --tests, else tests/sites.
std::filesystem::path tests_folder(const SiteArgs& args);

}  // namespace winnow::app
