#pragma once
/// What an address alone says of its page, where nobody has said how the articles of the site are addressed.

#include "url/url.h"

namespace winnow::url {

/// True for a path that ends in a slug or a number, or stands in a folder named by a month, and for a query with an
/// article's number (index.php?newsid=12345): what home pages, sections and tools do not have. False for files that are
/// no pages (pictures, PDF, ...) and below names like /tag/, /search/, /amp/, whatever they end in.
/// A guess that costs a request where it is wrong: who reads the page decides.
bool looks_like_article(const Url& url);

}  // namespace winnow::url
