#pragma once
/// The entry language of site files: 'selector', 'selector@attribute', 'xpath:...', 'jsonld:key', 'meta:name',
/// 'text:RE2', 'url:RE2', 'const:...', or a map of one of these with options. Internal to rules/.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/site_rules.h"
#include "yaml/yaml.h"

namespace winnow::rules {

/// What the field that an entry stands under allows.
struct FieldKind {
    bool date = false;  ///< `format` makes sense
    bool all = false;   ///< every hit is wanted unless the entry says `all: false`
    bool body = false;  ///< may be the lines between two others
};

/// One entry or a list of them. What is wrong becomes a problem of the tree and yields no entry.
std::vector<Entry> read_entries(const yaml::Node& node, FieldKind field);
std::optional<Entry> read_entry(const yaml::Node& node, FieldKind field);
std::vector<Removal> read_removals(const yaml::Node& node);

/// Compiles a regex; complains at `node` if it does not compile or its groups are fewer or more than wanted.
struct Groups {
    int min = 0, max = 0;
};
inline constexpr Groups any_groups{0, 1000};
inline constexpr Groups one_group{1, 1};
std::shared_ptr<const RE2> read_pattern(const yaml::Node& node, std::string_view pattern, Groups groups,
                                        std::string_view flags = {});

}  // namespace winnow::rules
