#pragma once
// The one place that knows which Catch2 we build with: v2 on Debian 12; v3 would be <catch2/catch_all.hpp>.
#include <catch2/catch.hpp>
